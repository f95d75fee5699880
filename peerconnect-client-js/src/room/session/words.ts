/*
 * The words of short codes: 256, so that each carries one byte. Made for being read out and typed in: four to seven letters,
 * no two begin with the same three, and any two differ in at least three letters. So a word can be told from its first three
 * letters, and from a word with one wrong letter (see `findWord`).
 */
export const WORDS: readonly string[] = (
  "acorn agent alarm almond amber anchor animal apron artist aspen atlas attic autumn " +
  "badge baker balcony bamboo banana barrel beach berry bicycle blanket blossom blue board " +
  "bonfire bottle boulder bread bronze brush bucket button cabin cactus camel canoe carpet " +
  "castle cedar cello chimney cinema circle clever cliff clock coconut coffee compass " +
  "copper crayon cricket crystal cube curtain cushion daisy dancer delta desert diamond " +
  "dolphin domino donkey duck eclipse elbow emerald engine evening fabric family feather " +
  "fence finger firefly forest fossil freckle friend fruit galaxy garden gazelle geyser " +
  "giraffe glacier goose gorilla granite guitar gull harbor hiking horizon hotel hunter " +
  "husky iceberg igloo indigo island ivory jaguar jasmine jewel jigsaw journey juniper " +
  "kayak kitchen kiwi koala ladder lagoon lantern laptop leaf lemon leopard light lily " +
  "linen lizard lobster lotus lunch magnet mango maple meadow melody mercury mirror mitten " +
  "mocha mosaic motor muffin museum nectar needle nickel north nugget nutmeg oasis oatmeal " +
  "ocean octopus olive omelet onion opera orchid origami oxygen palace panda papaya " +
  "peacock pebble pelican pencil petal phoenix piano picnic pigeon pillow pirate plaza " +
  "poem polar poppy potato prairie pretzel prism pudding pumpkin purple quail queen rabbit " +
  "radio raft rainbow raven recipe ribbon rubber rugby rustic saffron sailor scarf school " +
  "scooter season shell silver sketch sled smile snow sofa spider sponge spruce stable " +
  "sugar summer swan swift syrup teapot temple tennis toast toucan tower tractor trumpet " +
  "tulip tunnel tuxedo twig ukulele unicorn vacuum valley vanilla velvet village violin " +
  "vivid volcano voyage waffle walnut welcome whale whisper window wolf wonder wreath " +
  "yacht yogurt zebra zenith zigzag zinc"
).split(" ");
