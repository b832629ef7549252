//! Words of English that keys of Telex could be: they stand in Vietnamese
//! texts as they are.

/// Whether a word in small letters is one of them.
pub(super) fn has(word: &str) -> bool {
    WORDS.split_ascii_whitespace().any(|known| known == word)
}

const WORDS: &str = "
apps bangs bans bark barn bask bats bays beef been beer bees beets beset best bets bias bins
bits boar boas boast boats book books boom booms boon boons boor boos boost boots bore born
bosom boss bows bums buns burn bury bust busy buts buys cans caps cask cast cats chair chaos
chaps char charm chasm chats cheek cheeks cheeps cheer chef chest chins chips choir chops
chore chose chosen chow chows chums churn coast coats coax cons cook cooks coops coos cops
core cork corn cost cots cows cums cups cuts cyst dais dams dark darn dawn dawns days deem
deems deeps deer dens desk dims dins dips disk doer does dons doom dooms door dose dots down
downs dungs dusk dust fees gangs gaps gasp gawk gawks gays gees gems germ gets ghost gif
gins gist goats goes gongs goof goon goons gore gown gowns gums guns gust guts guys gyms
hair hams hangs hark harm hats hawk hawks hays hems hens here hero hims hips hits hoax hoes
hoof hook hooks hoops hoots hops horn hose host hows hums husk huts if keen keens keeps kits
lair laps lark last lawn lawns laws lays leek leeks leer lens lest lets liar lips lisp list
loaf loans longs look looks loom looms loon loons loops loots lops lore lose lost lots lows
lungs lurk lust mans maps mark mask mast mats meek meets mere mist moans moats moms moon
moons moor moos moots mops more morn moron most mown mows musk must naps nays nest nets news
nips nits noes nook nooks noon norm nose nuns nuts oaf of oops owns oxen pair pangs pans
park past pats pawn pawns pays peek peeks peeps peer pens peps perk pest pets pins pits
poems poets poops poor pops pore pork pose post pots puns pups puree puts quark quays queen
queens queer quest quips quirk quits rams raps rasp rats rays reef reek reeks reset rest
rims rips risk roams roar roast roes roof rook rooks room rooms roost roots rose rots rows
rums rungs runs rust ruts sacs saps sari sawn says seek seeks seem seems seen seeps seer
sees sets sins sips sits soaps soar sofa songs sons soon sops sore sort sown sows sums suns
tangs tans taps task taxi teem teems teen teens tees tens term test thee there these thins
this thongs thorn those thus tins tips tits toast toes tongs tons took toots tops tore torn
tost tots town towns tows traps trays tree trees treks trims trips troops trots trust tureen
turn tusk vans vary vast vats veer vest vets visa vows
";
