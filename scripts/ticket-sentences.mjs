/** The sentences of the synthetic support tickets, and what goes around and into them. Made up, every one. */

/** @typedef {"amount" | "missing" | "late" | "cancelled" | "access" | "conduct"} Subject */
/**
 * @typedef {object} Sentence
 * @property {string} text with {slots}
 * @property {readonly Subject[]} subjects what it may be about
 * @property {"neutral" | "telling" | "vague"} kind
 * @property {string} [app] only written about this app
 * @property {boolean} [driver] only written by drivers, or only by customers
 */

/** @type {readonly Subject[]} */
const everySubject = ["amount", "missing", "late", "cancelled", "access", "conduct"];

/** @param {Subject} subject @param {readonly string[]} texts @returns {Sentence[]} */
const neutral = (subject, texts) => texts.map((text) => ({ text, subjects: [subject], kind: "neutral" }));

/** @param {Subject} subject @param {{ app?: string, driver?: boolean }} context @param {string} text @returns {Sentence} */
const telling = (subject, context, text) => ({ text, subjects: [subject], kind: "telling", ...context });

const customer = { driver: false };
const driver = { driver: true };

/** @type {readonly Sentence[]} */
export const sentences = [
  ...neutral("amount", [
    "the amount is {money} off from what I was told at the start.",
    "why is the total different from the estimate I saw on {day}?",
    "I think the sum is wrong, can someone check it.",
    "the numbers you show me for {day} do not add up.",
  ]),
  ...neutral("missing", [
    "something was left behind on {day}, a {thing}.",
    "one {thing} is not there, I have looked everywhere.",
    "a {thing} went missing on {day} and I need to know where it is.",
    "we are one {thing} short, what do I do now?",
  ]),
  ...neutral("late", [
    "I waited {minutes} minutes and nobody came.",
    "it took {minutes} minutes longer than the app said.",
    "still standing at {place} after {minutes} minutes.",
    "this was far too slow, {minutes} minutes at {place} for nothing.",
  ]),
  ...neutral("cancelled", [
    "it got cancelled at the last moment on {day}.",
    "{name} cancelled while I was already at {place}.",
    "they cancelled on me and now the money side is wrong.",
    "cancelled twice in a row, {day} and again today.",
  ]),
  ...neutral("access", [
    "I can not log in since {day}.",
    "my account is blocked and I do not know why.",
    "the code never arrives on my phone so I am locked out.",
    "it keeps asking for my password and then throws me out.",
  ]),
  ...neutral("conduct", [
    "{name} was very rude to me at {place}.",
    "the other person shouted at me, I did not feel safe.",
    "I want to report how {name} behaved on {day}.",
    "nobody should be talked to like that, {name} swore at me.",
  ]),

  telling("amount", { app: "Rides", ...customer }, "my ride to {place} cost {money} more than the fare I accepted."),
  telling("amount", { app: "Meals", ...customer }, "my food order was charged twice, {money} each."),
  telling("amount", { app: "Parcels", ...customer }, "sending the box to {place} cost more than the label says."),
  telling("amount", driver, "my earnings for {day} are too low, at least {money} is not there."),
  telling("missing", { app: "Rides", ...customer }, "I forgot my {thing} on the back seat."),
  telling("missing", { app: "Rides", ...driver }, "a passenger left a {thing} in my car."),
  telling("missing", { app: "Meals", ...customer }, "the bag came without the drinks and without dessert."),
  telling("missing", { app: "Parcels", ...customer }, "tracking says delivered but there is nothing at my door."),
  telling("missing", { app: "Meals", ...driver }, "the kitchen says the order I should pick up does not exist."),
  telling("missing", { app: "Parcels", ...driver }, "the sender has no box for me at {place}."),
  telling("late", { app: "Rides", ...customer }, "the car came {minutes} minutes late and I missed my train."),
  telling("late", { app: "Meals", ...customer }, "the food arrived cold, {minutes} minutes after the time you promised."),
  telling("late", { app: "Parcels", ...customer }, "my parcel should have been here on {day}."),
  telling("late", driver, "I lost {minutes} minutes at the pick-up with the engine off."),
  telling("cancelled", customer, "you took a fee from me for cancelling after {minutes} minutes."),
  telling("cancelled", driver, "the customer cancelled when I had already driven to {place}."),
  telling("access", customer, "I changed my phone and can not get in to order anything."),
  telling("access", driver, "I uploaded my licence again but still can not go online."),
  telling("conduct", { app: "Rides", ...customer }, "the driver was on the phone and drove much too fast."),
  telling("conduct", { app: "Meals", ...customer }, "the courier threw the food on my doorstep and laughed."),
  telling("conduct", { app: "Parcels", ...customer }, "the courier kicked my parcel up the stairs."),
  telling("conduct", driver, "the customer threatened me at {place}."),

  { text: "this is not ok, please sort it out.", subjects: everySubject, kind: "vague" },
  { text: "third time I write about {day} and still no answer.", subjects: everySubject, kind: "vague" },
  { text: "I want my money for {day}.", subjects: ["amount", "missing", "late", "cancelled"], kind: "vague" },
];

export const greetings = ["", "", "", "", "Hi,", "Hi,", "Hello,", "Hello there,", "Hey", "Good morning,", "Dear team,", "Excuse me,"];

export const closings = [
  "", "", "", "", "Thanks", "Thank you!", "thx", "Please help.", "Please get back to me soon.", "pls fix", "Best, Sam",
  "I have been with you for years.", "Not happy!!", "What can you do?",
];

/** @type {Readonly<Record<string, readonly string[]>>} */
export const slots = {
  day: [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    "the 3rd", "the 17th", "the 28th", "yesterday", "last night",
  ],
  minutes: ["10", "15", "20", "25", "30", "35", "40", "45", "50", "70", "90"],
  money: ["3.50", "4", "5.20", "6", "7.80", "9", "11", "12.40", "15"],
  name: ["Alex", "Maria", "Jonas", "Priya", "Omar", "Chloe", "Kenji", "Fatima", "Leo", "Nadia", "Tom", "Ines"],
  place: [
    "the station", "the airport", "5th Street", "the old market", "the hospital",
    "Park Road", "the mall", "the north gate", "the stadium", "Mill Lane",
  ],
  thing: ["phone", "black bag", "key", "jacket", "charger", "small box", "umbrella", "blue folder", "bottle", "set of keys"],
};
