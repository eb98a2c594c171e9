/**
 * Synthetic support tickets: what one model must read together, a text and three table columns, to learn three outputs.
 *
 * Everything is made up here, sentences included; a fixed seed makes the same file on every machine. The process is finite,
 * so that the best possible accuracy (the Bayes rate) of any observer is a sum and not an estimate:
 *
 *   is_driver, app           who writes, about which service
 *   fare is high             independent of everything else; `fare` itself is drawn within its half
 *   subject | is_driver      what the ticket is about: seen by nobody
 *   sentence | subject, app, is_driver   most sentences of a subject fit every app and both sides, some give the context
 *                            away, and some are vague and fit several subjects
 *   ticket_type, action, reply_template   a rule of (subject, app, is_driver, high fare); then each output, by itself,
 *                            is wrong with probability 0.04, evenly over its other classes
 *
 * Greetings, closings, slots and typing errors depend on nothing, so a text tells no more than which sentence it holds.
 * `bayesRates` sums over all cells of this process. The decision record docs/decisions/0003-tickets.md holds its numbers.
 */
import { closings, greetings, sentences, slots } from "./ticket-sentences.mjs";

export const apps = /** @type {const} */ (["Rides", "Meals", "Parcels"]);
export const outputs = /** @type {const} */ (["ticket_type", "action", "reply_template"]);
export const header = ["message", "app", "fare", "is_driver", ...outputs];
const labelNoise = 0.04;
const threshold = 20;

/** @typedef {import("./ticket-sentences.mjs").Subject} Subject */
/** @typedef {typeof apps[number]} App */
/** @typedef {{ app: App, driver: boolean, high: boolean, subject: Subject }} Situation */
/** @typedef {{ ticket_type: string, action: string, reply_template: string }} Labels */
/** @typedef {Situation & { sentence: string, labels: Labels, probability: number }} Cell */

const appShare = { Rides: 0.4, Meals: 0.35, Parcels: 0.25 };
const highFareShare = { Rides: 0.5, Meals: 0.55, Parcels: 0.45 };
const driverShare = 0.4;
/** @type {Record<"customer" | "driver", Record<Subject, number>>} */
const subjectShare = {
  customer: { amount: 0.24, missing: 0.21, late: 0.22, cancelled: 0.13, access: 0.08, conduct: 0.12 },
  driver: { amount: 0.28, missing: 0.15, late: 0.18, cancelled: 0.16, access: 0.11, conduct: 0.12 },
};

/** The type of a ticket: the same complaint means something else in another app or from the other side. @param {Situation} situation */
function ticketType({ subject, app, driver }) {
  const claim = { Rides: "fare_review", Meals: "order_refund", Parcels: "delivery_claim" }[app];
  switch (subject) {
    case "amount":
      return driver ? "payout" : claim;
    case "missing":
      return app === "Rides" ? "lost_property" : driver ? "pickup_problem" : claim;
    case "late":
      return driver ? "pickup_problem" : claim;
    case "cancelled":
      return driver ? "payout" : "cancellation_fee";
    case "access":
      return "account_access";
    case "conduct":
      return "conduct_report";
  }
}

/** What the agent does: small sums are settled at once, large ones are looked at. @param {string} type @param {boolean} high */
function actionFor(type, high) {
  switch (type) {
    case "payout":
      return high ? "escalate" : "pay_out";
    case "fare_review":
    case "order_refund":
      return high ? "ask_for_proof" : "refund";
    case "delivery_claim":
      return high ? "escalate" : "refund";
    case "cancellation_fee":
      return high ? "explain" : "refund";
    case "pickup_problem":
      return high ? "pay_out" : "explain";
    case "lost_property":
      return "connect_parties";
    case "account_access":
      return "reset_access";
    default:
      return "escalate";
  }
}

/** Which prepared reply goes out. @param {Situation} situation @param {string} action */
function replyFor({ subject, app, driver }, action) {
  switch (action) {
    case "refund":
      return app === "Rides" ? "refund_ride" : "refund_order";
    case "ask_for_proof":
      return subject === "missing" ? "send_photo" : "send_receipt";
    case "pay_out":
      return "driver_payout";
    case "explain":
      return driver ? "waiting_policy" : "fee_policy";
    case "connect_parties":
      return "contact_shared";
    case "reset_access":
      return driver ? "check_documents" : "reset_link";
    default:
      return subject === "conduct" ? "safety_team" : driver ? "driver_review" : "claim_review";
  }
}

/** The outputs of a situation before anybody makes a mistake. @param {Situation} situation @returns {Labels} */
function labelsOf(situation) {
  const type = ticketType(situation);
  const action = actionFor(type, situation.high);
  return { ticket_type: type, action, reply_template: replyFor(situation, action) };
}

/** How likely each sentence is in a situation: 65 % fit any context, 25 % name it, 10 % are vague. @param {Situation} situation */
function sentencesFor({ subject, app, driver }) {
  const fitting = sentences.filter((s) => s.subjects.includes(subject) && (s.app ?? app) === app && (s.driver ?? driver) === driver);
  const share = { neutral: 0.65, telling: 0.25, vague: 0.1 };
  return fitting.map((sentence) => {
    const siblings = fitting.filter((other) => other.kind === sentence.kind).length;
    return { text: sentence.text, probability: share[sentence.kind] / siblings };
  });
}

/** Every situation with its probability. @returns {Generator<{ situation: Situation, probability: number }>} */
function* situations() {
  for (const app of apps) {
    for (const driver of [false, true]) {
      for (const high of [false, true]) {
        const shares = subjectShare[driver ? "driver" : "customer"];
        for (const [subject, share] of /** @type {[Subject, number][]} */ (Object.entries(shares))) {
          const side = driver ? driverShare : 1 - driverShare;
          const half = high ? highFareShare[app] : 1 - highFareShare[app];
          yield { situation: { app, driver, high, subject }, probability: appShare[app] * side * half * share };
        }
      }
    }
  }
}

/** Every cell of the process with its probability; they sum to one. @returns {Cell[]} */
export function cells() {
  return [...situations()].flatMap(({ situation, probability }) => {
    const labels = labelsOf(situation);
    return sentencesFor(situation).map((sentence) => ({
      ...situation,
      sentence: sentence.text,
      labels,
      probability: probability * sentence.probability,
    }));
  });
}

/** What an observer sees of a cell. */
export const observers = {
  text: (/** @type {Cell} */ cell) => cell.sentence,
  table: (/** @type {Cell} */ cell) => `${cell.app}|${cell.driver}|${cell.high}`,
  joint: (/** @type {Cell} */ cell) => `${cell.sentence}|${cell.app}|${cell.driver}|${cell.high}`,
};

/**
 * The best possible answer to each observation, and the accuracy it reaches.
 * @param {(cell: Cell) => string} observe
 * @param {keyof Labels} output
 * @returns {{ rate: number, best: Map<string, string> }}
 */
export function bayes(observe, output) {
  const all = cells();
  const classes = new Set(all.map((cell) => cell.labels[output]));
  /** @type {Map<string, Map<string, number>>} */
  const clean = new Map();
  for (const cell of all) {
    const byLabel = clean.get(observe(cell)) ?? new Map();
    clean.set(observe(cell), byLabel.set(cell.labels[output], (byLabel.get(cell.labels[output]) ?? 0) + cell.probability));
  }
  const best = new Map();
  let rate = 0;
  for (const [observation, byLabel] of clean) {
    const total = [...byLabel.values()].reduce((sum, p) => sum + p, 0);
    const [label, probability] = [...byLabel].reduce((a, b) => (b[1] > a[1] ? b : a));
    best.set(observation, label);
    // Noise moves a right label away evenly and brings a wrong one here as evenly; it never changes which is best.
    rate += probability * (1 - labelNoise) + ((total - probability) * labelNoise) / (classes.size - 1);
  }
  return { rate, best };
}

/** The Bayes rates of all observers for all outputs: `rates.text.action` and so on. */
export function bayesRates() {
  const ratesOf = (/** @type {(cell: Cell) => string} */ observe) => outputs.map((output) => [output, bayes(observe, output).rate]);
  return Object.fromEntries(Object.entries(observers).map(([name, observe]) => [name, Object.fromEntries(ratesOf(observe))]));
}

/** Numbers in [0, 1) from 32 bits of state (mulberry32), the same on every machine. @param {number} seed @returns {() => number} */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @template T @param {readonly T[]} list @param {() => number} random @returns {T} */
const pick = (list, random) => /** @type {T} */ (list[Math.floor(random() * list.length)]);

/** One word as a hurried thumb types it: two letters swapped, one doubled or one lost. @param {string} word @param {() => number} random */
function mistype(word, random) {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [a, b] = [word[at] ?? "", word[at + 1] ?? ""];
  const kind = pick(["swap", "double", "drop"], random);
  const typed = kind === "swap" ? b + a : kind === "double" ? a + a + b : b;
  return word.slice(0, at) + typed + word.slice(at + 2);
}

/** A sentence as a person sends it. @param {string} sentence @param {() => number} random */
function write(sentence, random) {
  const filled = sentence.replace(/\{(\w+)\}/g, (_, slot) => pick(slots[slot] ?? [], random));
  const whole = [pick(greetings, random), filled, pick(closings, random)].filter((part) => part !== "").join(" ");
  const typed = whole.split(" ").map((word) => (/^[a-z]{4,}$/.test(word) && random() < 0.03 ? mistype(word, random) : word)).join(" ");
  return random() < 0.25 ? typed.toLowerCase() : typed.charAt(0).toUpperCase() + typed.slice(1);
}

/** A fare within its half: evenly on the log scale, since fares are. @param {boolean} high @param {() => number} random */
function fareWithin(high, random) {
  const [low, top] = high ? [threshold, 90] : [4, threshold];
  return Math.min(low * (top / low) ** random(), top - 0.01).toFixed(2);
}

/**
 * The tickets, with the cell that each came from.
 * @param {{ rows?: number, seed?: number }} [options]
 * @returns {{ cell: Cell, row: string[] }[]}
 */
export function tickets({ rows = 5000, seed = 7 } = {}) {
  const random = randomFrom(seed);
  const all = cells();
  const classes = Object.fromEntries(outputs.map((output) => [output, [...new Set(all.map((cell) => cell.labels[output]))].sort()]));
  return Array.from({ length: rows }, () => {
    let left = random();
    const cell = /** @type {Cell} */ (all.find((candidate) => (left -= candidate.probability) < 0) ?? all.at(-1));
    const message = write(cell.sentence, random);
    const fare = fareWithin(cell.high, random);
    const labels = outputs.map((output) =>
      random() < labelNoise ? pick((classes[output] ?? []).filter((label) => label !== cell.labels[output]), random) : cell.labels[output],
    );
    return { cell, row: [message, cell.app, fare, cell.driver ? "yes" : "no", ...labels] };
  });
}
