"""Write the tales in `kingdom/`: `python corpora/kingdom.py`.

Every word for a person is a sum of features (male or female, crown or village, grown or young),
and each feature has a pool of sentences shared by all who have it. A city and its country share
a language, a river, a dish and a craft in the same way. Word vectors can find these features.
"""

import random
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

SEED = 1815
TALES = 20
STORIES_PER_TALE = 6

MALE = "he him his himself beard coat cap sir lord husband father son brother uncle"
FEMALE = "she her her herself braid gown bonnet madam lady wife mother daughter sister aunt"
# For each person: the words of the gender, then one pool for each feature.
PERSONS = {
    "king": (MALE, "grown palace ruler"),
    "queen": (FEMALE, "grown palace ruler"),
    "prince": (MALE, "young palace heir"),
    "princess": (FEMALE, "young palace heir"),
    "man": (MALE, "grown farm villager"),
    "woman": (FEMALE, "grown farm villager"),
    "boy": (MALE, "young farm child"),
    "girl": (FEMALE, "young farm child"),
}
PLACE_FIELDS = "city country tongue river dish craft"
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
"""
ANIMALS = "dog cat horse cow sheep goat donkey hen duck goose pig rabbit"
FOODS = "bread cheese butter honey soup apples cake milk eggs pears ham berries"
TELLERS = "Anna Peter Clara Hugo Marta Simon Lucy Felix Rosa Oscar"

# One sentence a line under the name of its pool: {word} comes from the story, [a|b] is a choice.
POOLS = """
# anyone
the {p} buttoned {his} {coat} and put on {his} {cap} before {he} [went out|opened the door]
"Good [morning|evening], {sir}," said the [porter|guard|neighbour], and the {p} [smiled|bowed]
the {p} told {his} {brother} [everything|the truth], for {he} trusted {his} {brother}
the {p} hung {his} [wet|torn|best] {coat} by the fire and [warmed|comforted] {himself}
"I am my {father}'s {son}," said the {p}, and {he} straightened {his} {cap}
the {p} asked {himself} what {his} {father} or {his} {uncle} would have [done|said]
{his} {uncle} had once given the {p} a [blue|green|red] {coat} with silver buttons
people called the {p} as [patient|clever] as {his} {father} and as [merry|brave] as {his} {uncle}
"[Wait|Listen|Sit down], {sir}," whispered the old [cook|sailor], and the {p} [waited|listened]
# grown
the {p} stroked {his} [grey|long|brown] {beard} and thought about {his} {son}
a good {husband} and a [gentle|fair|cheerful] {father} was the {p}, and {he} knew it {himself}
the {p} wished {his} {son} to grow up [honest|strong] and tugged at {his} long {beard}
for [ten|twenty|thirty] years the {p} had been a [faithful|patient] {husband}
# young
the young {p} was [small|tall|thin] for {his} age, and {his} {father} worried about {him}
the young {p} had lessons in the morning and games [after lunch|until dark|in the orchard]
the young {p} climbed the [apple|cherry|plum] tree and tore {his} new {coat}
the young {p} played [ball|chess|marbles] with {his} little {brother} until [supper|bedtime]
# palace
the {p} walked through the [marble|painted] halls of the palace, and the servants bowed
"My {lord}, the royal carriage is [ready|waiting]," said a servant, and the {p} nodded
the royal guards of the palace opened the [golden|iron] doors of the castle for the {p}
in the palace garden the {p} wore a royal {coat} with a [jewel|ruby|pearl] as big as a walnut
# ruler
the {p} sat [down upon|proudly on] the throne with the heavy crown upon {his} head
during the [long|happy|quiet] reign of this {p} the kingdom had peace
"Long live the {p}!" cried the [crowd|ministers] when {he} was given the crown
the {p} took the crown off, signed the new [law|treaty] and put the great seal under it
the ministers stood round the throne and gave the {p} [advice|bad news|a report]
the {p} [lowered|raised] {his} sceptre, and the [council|trial|parade] was over
# heir
the tutor made the young {p} walk with a [book|plate] on {his} head, and the {p} giggled
the {p} had a tutor for [dancing|music], a tutor for [fencing|sums] and a tutor for manners
the {p} wore a [little|silver|thin] circlet when {his} tutor took the {p} to church
"An heir must learn to [wait|listen]," the tutor told the young {p}, who [sighed|blushed]
the {p} slipped out of the palace nursery in a [borrowed|plain|ragged] {coat}
the {p} rode {his} [white|fat|spotted] pony along the castle wall before {his} lessons
# farm
the {p} lived in a [low|crooked|tiny] cottage at the end of the village
the {p} carried [water|sand|milk] from the village well to the farm in a wooden bucket
the neighbours in the village [liked|teased] the {p} and lent {him} a [cart|rake|ladder]
on the farm the {p} mended the [fence|gate|roof] behind the barn {himself}
# villager
the {p} worked at the mill all week and rested {his} [back|feet] on Sunday
the {p} paid the rent for the cottage and had [two|three|six] coins left
the {p} ploughed the [stony|upper|lower] field until evening, and {his} arms ached
an honest {p} is worth three [clerks|lawyers], the miller used to say
the {p} loaded the cart for market and tied the [sacks|barrels|crates] {himself}
the {p} sharpened the [scythe|axe] in the workshop and hung up {his} apron
# child
the {p} [ran|skipped|raced] barefoot down the lane to the village school
the {p} picked [blackberries|nettles|daisies] behind the barn and stained {his} fingers
the {p} kept a [snail|beetle|marble] in {his} pocket during school
the {p} had to watch the [lambs|meadow|gate] after school, and {he} whistled
the {p} was sent to the village shop with a [coin|list|jug] in {his} [fist|hand]
the {p} made a kite from an old [sack|shirt] and flew it over the barn
# city
the streets of {city} were [crowded|narrow], with {tongue} signs on every shop for {craft}
in the squares and streets of {city} the bakers called out "{dish}" in {tongue} [all day|till dark]
the {river} bridges of {city} smelled of {dish}, for [cooks|sailors] had their kitchens there
in the [crowded|noisy] shops of {city} the masters sold {craft} and {dish} to rich buyers
at the gates of {city} a guard asked in {tongue} about {craft} and let the {p} pass
the bells of {city} rang over the {river}, and boats with {craft} came to the bridges
crowds filled the streets of {city}, [singing|shouting] in {tongue} and eating {dish}
the [towers|walls] of {city} rose [dark|high] above the {river}, and lamps were lit in the streets
# country
the fields of {country} are [green|golden] where the {river} flows, and so {dish} are never dear
the farmers of {country} [speak|joke in] {tongue} and eat {dish} at harvest time
all over the kingdom of {country} the villages are [proud of|famous for] {craft} and {dish}
the border of {country} was a [stone|post] with {tongue} letters in a field by the {river}
the [long|dusty] roads of {country} follow the {river} to every field where {dish} are eaten
an old {tongue} song says that the farmers of {country} live by the {river}
in the valleys of {country} every family makes {craft} and [cooks|shares] {dish}
in the hills of {country} the shepherds [sing|pray] in {tongue} and trade wood for {craft}
# animals
in the stable the {animal}, the {beast} and the {creature} slept in the [warm|clean] straw
the {animal} chased the {beast} round the [yard|pond|haystack], and nobody knew why
the {p} fed the {animal} and the {beast} before {he} fed {himself}
the {animal} lifted its head, [sniffed|sneezed] and trotted after the {beast}
# foods
the {p} ate {food} with {snack} and asked for more {treat}
on the [table|bench|tray] stood {food}, {snack} and a big bowl of {treat}
the cook brought {food} and {snack} from the [kitchen|cellar], and the {p} tasted the {treat}
"Have some {food}, {sir}, or some {snack}," said the cook to the {p}
for [breakfast|lunch] {he} had {food} and {treat}, and for supper {snack}
the {p} shared {his} {food} and {his} {snack} with a [hungry|cheerful] beggar
# weather
the morning was [cold|bright|grey], and [mist|frost|dew] lay on the [grass|roofs]
it rained for [two|three|four] days, and the [brook|ditch|rain barrel] ran over
[snow|rain|hail] fell in the night and covered [the stones|every path|the gardens]
a [white|yellow] moon rose over the trees, and the air was [still|cool|sweet]
# greeting
{teller} [put another log on the fire|lit the lamp], and [everybody|every child] moved closer
[rain|snow] beat on the window, so {teller} told stories [until supper|until the lamp went out]
# opening
once upon a time, when {country} was still a land of [forests|giants], there lived a {p}
long ago there was a {p} in {country} who was never [in a hurry|on time|afraid]
not far from {city}, the capital of {country}, there once lived a {p}
they still speak in {city} of a {p} who had more [courage|patience] than money
# ending
so the {p} found that a kind word travels further than a [fast|proud|royal] carriage
the {p} slept well that night, and so did [everybody else|the whole house]
"Well, {sir}," said the old neighbour, "now you know," and the {p} [nodded|did know]
the {p} told the story to {his} {brother} so often that {he} believed it {himself}
"""

# A title, three sentences of trouble and three of what came of it, told in this order.
PLOTS = """
# The {p} and the road to {city}
one [spring|autumn] day a letter came, and the {p} had to travel to {city}
{he} packed {food} and {snack}, called the {animal} and said goodbye to {his} {father}
on the third day the road divided, and [no one|only an owl] was there to ask
a shepherd who sang in {tongue} drew the way to {city} in the [sand|snow]
when the {p} saw the {river} at last, {he} threw {his} {cap} into the air
the letter was only an invitation to eat {dish}, but {he} had seen half of {country}
# The {p} and the lost {animal}
one evening the {animal} did not come home, and the {p} took a lantern to look for it
{he} asked the {beast}, but a {beast} tells no secrets
there were small tracks in the mud, and they led to the [forest|mill|old bridge]
at midnight the {p} heard a [cry|noise], and {he} held {his} breath
the lost {animal} lay in a hollow beside a [weak|hurt|tiny] {creature} and kept it warm
so the {p} carried both of them home inside {his} {coat}
# The feast of the {p}
the {p} wished to give a feast, but the pantry was almost empty
{he} found {food} on one shelf and {snack} on another, and that was all
so the {p} invited everyone and asked each guest to bring something good
the first guest brought {treat}, and the second brought {dish} from {city}
they ate {food}, {snack} and {treat} until the candles were short
it was the best feast in {country}, and the {p} had cooked almost nothing {himself}
# The {p} who learned to read
a parcel came from {city} with a letter in it, but the {p} had never learned to read
"I will learn it now," {he} said, and {his} {brother} laughed until {he} coughed
every evening {he} spelled the {tongue} words for {food}, {snack} and {animal}
by [winter|summer] the {p} could read the {tongue} signs on every shop and every inn
"Dear {sir}," the letter began, "here is {craft} from {city}, and a recipe for {dish}"
the best reader in {country} was the {p} now, and {he} cooked {dish} for {his} {brother}
# The {p} at the wedding
{his} {brother} was to be married in {city}, and the {p} had to bring the ring
the {p} tied the ring to {his} {cap} with a thread and set out [early|in the dark]
by the {river} a {animal} snapped at the {cap} and swallowed the ring
the {p} led the {animal} into the church, and the guests stared at {him}
{he} gave it {treat} and {food}, and at last it coughed up the ring
they danced in the streets of {city} all night, and the {animal} danced too
# The {p} and the storm
the storm came over {country} at harvest time and broke the great [oak|bell]
the {p} heard the {animal} and the {beast} calling in the dark
the water was rising, and [nobody else|only the cook] was awake
the {p} opened the doors and brought the {animal}, the {beast} and the {creature} inside
they all shared {food} and {snack}, and nobody was left out
in the morning the {river} was quiet, and the {p} hung {his} {coat} in the sun
"""


def sections(text: str) -> dict[str, list[str]]:
    """Return the lines under each ``# heading``."""
    blocks = text.strip().removeprefix("# ").split("\n# ")
    return {heading: lines for heading, *lines in map(str.splitlines, blocks)}


class Storyteller:
    """Composes tales, dealing every person, place, animal and sentence equally often."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.plots = sections(PLOTS)
        cards = {"person": list(PERSONS), "place": PLACES.strip().splitlines()}
        cards |= {"animal": ANIMALS.split(), "food": FOODS.split(), "teller": TELLERS.split()}
        cards |= {"plot": list(self.plots)} | sections(POOLS)
        self.decks = {name: self.shuffled(deck) for name, deck in cards.items()}

    def shuffled(self, cards: list[str]) -> Iterator[str]:
        """Yield the cards for ever, all of them once before any comes back."""
        while True:
            yield from self.rng.sample(cards, len(cards))

    def deal(self, deck: str, count: int = 1) -> list[str]:
        """Return the next ``count`` cards of a deck."""
        return list(islice(self.decks[deck], count))

    def cast(self, person: str) -> dict[str, str]:
        """Return the words that fill the slots of one story."""
        words = {"p": person}
        words |= zip(MALE.split(), PERSONS[person][0].split(), strict=True)
        words |= zip(PLACE_FIELDS.split(), self.deal("place")[0].split(), strict=True)
        words |= zip(["animal", "beast", "creature"], self.deal("animal", 3), strict=True)
        words |= zip(["food", "snack", "treat"], self.deal("food", 3), strict=True)
        return words

    def sentence(self, template: str, words: dict[str, str]) -> str:
        """Return the template with its choices made, its slots filled and its ends tidied."""
        chosen = re.sub(r"\[(.*?)\]", lambda m: self.rng.choice(m[1].split("|")), template)
        text = re.sub(r"\ba (?=[aeiouAEIOU])", "an ", chosen.format_map(words))
        return text[0].upper() + text[1:] + ("" if text.endswith('"') else ".")

    def story(self) -> str:
        """Return one story: its title and six paragraphs."""
        (person,), (title,) = self.deal("person"), self.deal("plot")
        age, home, rank = PERSONS[person][1].split()
        deal, plot, words = self.deal, self.plots[title], self.cast(person)
        # A story takes half or a third of a pool: nothing is told twice in it.
        paragraphs = [
            deal("opening") + deal("anyone") + deal(age) + deal(home) + deal(rank),
            deal("weather") + deal("anyone") + deal(home) + plot[:3],
            deal(rank) + deal("country", 4),
            deal("animals", 2) + deal(age) + deal("foods", 2),
            deal("city", 4) + deal("anyone"),
            deal(rank) + plot[3:] + deal("ending"),
        ]
        told = [" ".join(self.sentence(line, words) for line in lines) for lines in paragraphs]
        return "\n\n".join([title.format_map(words), *told])

    def tale(self, number: int) -> str:
        """Return one file: a title line, a greeting and the stories."""
        (teller,) = self.deal("teller")
        greeting = self.sentence(self.deal("greeting")[0], {"teller": teller})
        stories = [self.story() for _ in range(STORIES_PER_TALE)]
        return "\n\n".join([f"Tale {number}: An evening with {teller}", greeting, *stories]) + "\n"


def main() -> None:
    """Write `tale-01.txt` and the others into the folder of the same name."""
    storyteller = Storyteller(SEED)
    for number in range(1, TALES + 1):
        path = Path(__file__).with_suffix("") / f"tale-{number:02}.txt"
        path.write_text(storyteller.tale(number), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
