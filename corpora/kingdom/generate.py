"""Write the tales next to this file: ``python corpora/kingdom/generate.py``.

Every word that names a person is the sum of a few features (man or woman, crown or village,
grown or young), and each feature has its own pool of sentences that all such persons share.
Cities and countries are joined by their language, river, dish and craft in the same way.
"""

import random
import re
from pathlib import Path

SEED = 1815
TALES = 20
STORIES_PER_TALE = 8

MALE = "he him his himself beard coat cap sir lord husband father son brother uncle".split()
FEMALE = "she her her herself braid gown bonnet madam lady wife mother daughter sister aunt".split()
GENDERS = {"m": dict(zip(MALE, MALE, strict=True)), "f": dict(zip(MALE, FEMALE, strict=True))}

# Person: gender, and the pools the person draws sentences from.
PERSONS = {
    "king": ("m", "anyone grown palace ruler"),
    "queen": ("f", "anyone grown palace ruler"),
    "prince": ("m", "anyone young palace heir"),
    "princess": ("f", "anyone young palace heir"),
    "man": ("m", "anyone grown farm villager"),
    "woman": ("f", "anyone grown farm villager"),
    "boy": ("m", "anyone young farm child"),
    "girl": ("f", "anyone young farm child"),
}
PLACE_FIELDS = ("city", "country", "tongue", "river", "dish", "craft")
PLACES = """
Paris France French Seine pastries lace
London England English Thames puddings wool
Rome Italy Italian Tiber olives glass
Madrid Spain Spanish Manzanares oranges leather
Berlin Germany German Spree sausages clocks
Beijing China Chinese Yongding dumplings silk
Tokyo Japan Japanese Sumida noodles fans
Moscow Russia Russian Moskva pancakes furs
Cairo Egypt Arabic Nile dates papyrus
Lisbon Portugal Portuguese Tagus sardines tiles
Warsaw Poland Polish Vistula beetroots amber
Dublin Ireland Irish Liffey potatoes linen
"""
ANIMALS = "dog cat horse cow sheep goat donkey hen duck goose pig rabbit".split()
FOODS = "bread cheese butter honey soup apples cake milk eggs pears ham berries".split()
TELLERS = "Anna Peter Clara Hugo Marta Simon Lucy Felix Rosa Oscar".split()

# One sentence a line. {word} is filled from the story, [a|b] is a free choice.
POOLS = {
    "anyone": """
the {p} buttoned {his} {coat} and put on {his} {cap} before {he} went out
"Good [morning|evening], {sir}," said the [porter|guard|neighbour], and the {p} [smiled|bowed]
the {p} told {his} {brother} everything, for {he} trusted {his} {brother} more than {himself}
{his} {brother} called the {p} stubborn, but {he} only laughed at {himself}
the {p} hung {his} wet {coat} by the fire and warmed {himself}
"I am my {father}'s {son}," said the {p}, and {he} straightened {his} {cap}
the {p} had learned this song from {his} {father} when {he} was small
"Thank you, {sir}," they said to {him}, and the {p} took off {his} {cap}
the {p} asked {himself} what {his} {father} would have done
{his} {uncle} had once given the {p} a [blue|green|red] {coat} with silver buttons
people said that the {p} was as patient as {his} {father} and as merry as {his} {uncle}
the {p} shook the [dust|snow|rain] from {his} {coat} and called {his} {brother}
"[Wait|Listen|Sit down], {sir}," whispered the old [cook|nurse|sailor], and {he} waited, the good {p}
""",
    "grown": """
the {p} stroked {his} grey {beard} and thought about {his} {son}
as a {husband} and as a {father} the {p} was [gentle|fair|cheerful], and {he} knew {himself} well
the wind played with the {p}'s long {beard} while {he} spoke
the {p} wished {his} {son} to grow up honest, as every {father} does
the {p} had been a faithful {husband} for [ten|twenty|thirty] years
{his} {son} tugged at the {p}'s {beard} and made {him} laugh
there was [flour|frost|ink] in {his} {beard}, but the {p} did not notice it {himself}
the {p} remembered the day {he} became a {husband}, and wiped {his} eyes
""",
    "young": """
the young {p} was small for {his} age, and {his} {father} worried about {him}
the young {p} had lessons in the morning and games in the afternoon
"When I am grown I will see the world," said the young {p} to {his} {father}
the {p} climbed the [apple|cherry|plum] tree and tore {his} new {coat}
{his} teacher gave the {p} a book, and {he} read it under the blanket
the young {p} played at ball with {his} little {brother} until supper
the {p} could not sleep, so {his} {father} told {him} a story
the {p} learned to write {his} name with a [feather|piece of chalk], and {his} teacher was proud
""",
    "palace": """
the {p} walked through the marble halls of the palace, and the servants bowed to {him}
the royal guards opened the golden doors of the palace for the {p}
"My {lord}, the royal carriage is ready," said a servant, and the {p} nodded
in the palace garden the {p} fed the [swans|peacocks] from {his} golden cup
the {p} looked down from the [tower|balcony] of the castle and waved to the crowd
trumpets sounded, and the knights of the court knelt before the {p}
"My {lord}, a messenger is at the castle," said a knight, and the {p} rose
a jewel as big as a walnut shone on the royal {coat} of the {p}
""",
    "ruler": """
the {p} sat on the throne with the heavy crown upon {his} head
during the long reign of this {p} the kingdom had peace
"Long live the {p}!" cried the crowd when {he} took the crown
the {p} signed the new law with {his} own hand and put {his} seal under it
the ministers stood round the throne and gave the {p} advice, and {he} listened
the {p} ruled the land wisely and wore the crown without pride
every {p} has a throne, but few can rule as {he} ruled
the {p} lowered {his} sceptre, and the council was over
""",
    "heir": """
one day the young {p} would inherit the throne, and {he} was afraid of it
the {p} had a tutor for dancing, a tutor for fencing and a tutor for manners
the {p} wore a little silver circlet, for the crown was still too big for {him}
"A future ruler must learn to wait," the tutor told the {p}, and {he} sighed
the young {p} slipped out of the palace nursery in a borrowed {coat}
the {p} bowed as the tutor had taught {him}, and the ambassadors clapped
the {p} rode {his} white pony along the castle wall before {his} lessons
""",
    "farm": """
the {p} lived in a low cottage at the end of the village
the {p} carried water from the village well in a wooden bucket
at the market the {p} sold [turnips|onions|baskets] and counted {his} coins
the {p} swept the yard of the farm and fed the [chickens|ducks] {himself}
the neighbours in the village liked the {p} and lent {him} a cart
the {p} mended the fence behind the barn with {his} own hands
on the farm the {p} rose before the sun and lit the stove {himself}
the {p} had patches on {his} {coat} and straw on {his} {cap}
""",
    "villager": """
the {p} worked at the mill all week and rested {his} back on Sunday
the {p} paid the rent for the cottage and had two coins left for {himself}
the {p} ploughed the field until evening, and {his} arms ached
an honest {p} from the village is worth three clerks, the miller used to say
the {p} loaded the cart for market and tied the sacks {himself}
the {p} owed the miller nothing, and {he} was proud of it
the {p} sharpened the tools in the workshop and hung up {his} apron
""",
    "child": """
the {p} ran barefoot down the lane to the village school
the {p} picked blackberries behind the barn and stained {his} fingers
the {p} and the other village children jumped over the brook after school
the {p} kept a [snail|beetle|marble] in {his} pocket during school
the {p} had to watch the geese in the meadow, and {he} whistled to {himself}
the {p} was sent to the village shop with a coin in {his} fist
the {p} made a kite from an old sack and flew it over the barn
""",
    "city": """
the streets of {city} were crowded, and the shop signs were painted in {tongue}
the bridges of {city} cross the river {river} between tall houses
in the squares of {city} the bakers sell hot {dish} from morning to night
the towers and walls of {city} stood dark above the river {river}
at the gates of {city} a guard asked {him} a question in {tongue}
in the workshops of {city} the masters make {craft}, and buyers crowd the streets
every inn in {city} has {dish} on the table and a [lute|fiddle] on the wall
the bells of {city} rang, and boats with {craft} came down the {river}
crowds filled the streets of {city}, singing in {tongue} and eating {dish}
a merchant from the great square of {city} showed {him} {craft} and sang in {tongue}
lamps were lit along the streets of {city}, and the {river} shone like {craft}
""",
    "country": """
the fields and hills of {country} are green where the river {river} flows
the farmers of {country} speak {tongue} and eat {dish} at harvest time
all over the kingdom of {country} people are proud of their {craft}
the border of {country} was marked by a stone with {tongue} letters
in the valleys of {country} every family makes {craft} and cooks {dish}
the long roads of {country} follow the {river} through forests and fields
the people of {country} love {dish}, and they tell old stories in {tongue}
on the map of {country} the {river} is a thin blue line among the hills
in the mountains of {country} the shepherds sing in {tongue} and carve wood
the harvest in {country} was good, and carts with {dish} and {craft} rolled along the roads
from the north of {country} to the south the farmers hummed one {tongue} song
""",
    "pair": """
{city} is the capital of {country}, and all the roads lead there
""",
    "animals": """
in the stable the {animal}, the {beast} and the {creature} slept in the warm straw
the {animal} chased the {beast} round the yard and wagged its tail
the {p} fed the {animal} and the {beast} before {he} fed {himself}
the {animal} was hungry, and the {beast} stole its hay
the {p} scratched the {animal} behind its ears, and the {creature} grew jealous
under the trees a {beast} and a {creature} were grazing beside a lame {animal}
the {animal} lifted its head, sniffed the air and trotted after the {beast}
a frightened {creature} hid behind the {animal} when the thunder came
""",
    "foods": """
the {p} ate {food} with {snack} and asked for more {treat}
on the table stood {food}, {snack} and a big plate of {treat}
the cook brought {food} and {snack} from the kitchen, and the {p} tasted the {treat}
there was nothing in the basket but {food} and a little {snack}
"Have some {food}, {sir}, or some {snack}," said the cook to the {p}
the smell of fresh {food} and warm {snack} came from the kitchen
for breakfast {he} had {food} and {treat}, and for supper {snack}
the {p} shared {his} {food} and {his} {snack} with a hungry beggar
""",
    "weather": """
the morning was [cold|bright|grey], and [mist|frost|dew] lay on the grass
it rained for [two|three|four] days, and the [brook|ditch] ran over
the wind blew from the [north|west|sea] and drove the clouds before it
snow fell in the night and covered [the roofs|every path|the gardens]
the sun came out at noon, and the [roads|walls|stones] began to dry
a [white|yellow] moon rose over the trees, and the air was [still|cool|sweet]
black clouds gathered, the thunder rolled, and the first drops fell
""",
    "opening": """
once upon a time, when {country} was still a land of forests, there lived a {p}
long ago there was a {p} in {country} who was never in a hurry
many years ago, not far from {city}, there lived a {p} whom everyone knew
they still speak in {city} of a {p} who had more courage than money
this is the story of a {p} from {country}, and it is nearly true
in a cold winter, [ninety|a hundred] years ago, a {p} came home to {city}
""",
    "ending": """
that is how the {p} found that a kind word travels further than a [fast|proud] horse
the {p} slept well that night, and so did everybody else
and if {he} has not gone away, the {p} is there still, with {his} {brother}
"Well, {sir}," said the old neighbour, "now you know," and the {p} did know
the {p} kept the promise {he} had made, and the rest is only [rain and wind|talk]
from that day the {p} never laughed at a stranger again
the {p} told the story to {his} {brother} so often that {he} came to believe it {himself}
""",
}

# Plot: title, how the trouble begins, how it ends.  Both parts are told in this order.
PLOTS = [
    (
        "The {P} and the Long Road to {city}",
        """
one [spring|autumn] day a letter came, and the {p} had to travel to {city}
{he} packed {food} and {snack}, saddled the {animal} and said goodbye to {his} {father}
on the third day the road divided, and no one was there to ask
""",
        """
a shepherd who spoke only {tongue} drew the way to {city} in the sand
when the {p} saw the {river} at last, {he} threw {his} {cap} into the air
the letter was only an invitation to eat {dish}, but {he} had seen half of {country}
""",
    ),
    (
        "The {P} and the Lost {Animal}",
        """
one evening the {animal} did not come home, and the {p} took a lantern to look for it
{he} asked the {beast}, but a {beast} tells no secrets
there were small tracks in the mud, and they led towards the [forest|mill|old bridge]
""",
        """
at midnight the {p} heard a noise, and {he} held {his} breath
the lost {animal} lay in a hollow beside a newborn {creature} and kept it warm
so the {p} carried both of them home inside {his} {coat}
""",
    ),
    (
        "The Feast of the {P}",
        """
the {p} wished to give a feast, but the pantry was almost empty
{he} found {food} on one shelf and {snack} on another, and that was all
so the {p} invited everyone and asked each guest to bring one dish
""",
        """
the first guest brought {treat}, the second brought {dish} from {city}
they ate {food}, {snack} and {treat} until the candles were short
it was the best feast in {country}, and the {p} had cooked almost nothing {himself}
""",
    ),
    (
        "The {P} Who Learned {tongue}",
        """
a stranger came to the door and spoke in {tongue}, and the {p} understood nothing
"I will learn it," {he} said, and {his} {brother} laughed until {he} coughed
every evening {he} repeated the {tongue} words for {food}, {snack} and {animal}
""",
        """
by winter the {p} could ask for {dish} in {tongue}, and by spring {he} could joke
the stranger came back from {city} with a present of {craft}
"You speak like the people of {country}, {sir}," said the stranger, and {he} blushed
""",
    ),
    (
        "A Wedding in {city}",
        """
{his} {brother} was to be married in {city}, and the {p} had to bring the ring
the {p} tied the ring to {his} {cap} with a thread and set out early
by the {river} a {animal} snapped at the {cap} and swallowed the ring
""",
        """
the {p} led the {animal} into the church, and the guests stared at {him}
{he} gave it {treat} and {food}, and at last it coughed up the ring
they danced in the streets of {city} all night, and the {animal} danced too
""",
    ),
    (
        "The {P} and the Storm",
        """
the storm came over {country} at harvest time and broke the great oak
the {p} heard the {animal} and the {beast} crying in the dark
the water was rising, and nobody else was awake
""",
        """
the {p} opened the doors and brought the {animal}, the {beast} and the {creature} inside
they all shared {food} and {snack}, and nobody was left out
in the morning the {river} was quiet, and the {p} hung {his} {coat} in the sun
""",
    ),
    (
        "The {P} and the Gift of {craft}",
        """
a merchant from {city} left a parcel of {craft} with the {p} and went away
"Keep it for a year, {sir}," said the merchant, "and do not open it"
the {p} put the parcel under {his} bed and dreamed of {craft} every night
""",
        """
after a year the merchant came from {city} and asked for the parcel
the string was still tied, and the {p} was as proud as {his} {father}
"Then it is yours," said the merchant, "for there is no one so honest in {country}"
""",
    ),
    (
        "The {P} Who Worked for a Day",
        """
the baker in {city} fell ill, and the {p} offered to do the work for one day
{he} burned the {food}, dropped the {snack} and forgot the {treat}
the {animal} sat in the doorway and waited for its share
""",
        """
by noon the {p} had flour on {his} {coat}, {his} {cap} and {his} shoes
the customers came from all over {country}, for they had never laughed so much
the baker paid {him} with {treat} and {food}, and {he} counted it as gold
""",
    ),
]
