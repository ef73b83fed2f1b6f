"""Maps, heat maps, trees and the page to explore."""
