import { figure } from "../../charts/figures.ts";
import { count, counted, duration } from "../format.ts";

const backends: Readonly<Record<"webgpu" | "wasm" | "cpu", string>> = { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "JavaScript" };

export const train = {
  title: "Train",
  actions: {
    train: "Train",
    again: "Train again",
    pause: "Pause",
    resume: "Resume",
    stop: "Stop",
    keep: (round: number) => `Stop and keep round ${count(round)}`,
    stopping: "Stopping …",
    evaluate: "Evaluate",
    model: "Change the model",
    fix: "Go to the model",
  },
  fact: {
    none: "No run yet",
    run: (name: string) => name,
    stale: (name: string) => `${name}. The config has changed since.`,
  },
  empty: {
    title: "Ready to learn",
    text: "Training takes place on this machine, in the background. Curves appear here as it learns; you can pause, or stop and keep the best round, at any moment.",
    blockedTitle: "The config has a problem",
    blocked: (n: number) => `${counted(n, "problem keeps", "problems keep")} training from starting.`,
  },
  /** Why Train was pressed in vain. */
  cannot: {
    noRows: "There are no rows to learn from here. Choose a file first.",
    goesOn: "A run is going on already. Stop it first, or wait until it has ended.",
    wrong: (message: string, line: number | null, others: number) =>
      `Nothing was trained. ${line === null ? "" : `Line ${count(line)}: `}${message}${others > 0 ? ` ${counted(others, "more problem keeps", "more problems keep")} training from starting.` : ""}`,
  },
  wish: {
    label: "Arithmetic by",
    auto: "Fastest that passes the check",
    webgpu: "Graphics card (WebGPU)",
    wasm: "WebAssembly",
    cpu: "JavaScript",
  },
  counter: {
    starting: "Getting ready",
    round: (n: number) => `Round ${count(n)}`,
    of: (n: number) => `of ${count(n)}`,
    left: "left",
    leftValue: (seconds: number) => duration(seconds),
    paused: "Paused",
    took: (seconds: number) => `in ${duration(seconds)}`,
    progress: "Progress of the run",
    /** Read out once a round. */
    live: (round: number, of: number, best: number | null) => `Round ${count(round)} of ${count(of)}${best === null ? "" : `, best round ${count(best)}`}`,
  },
  status: {
    fitting: (feature: string, nth: number, of: number) => `Looking through the columns: ${feature}, ${count(nth)} of ${count(of)}.`,
    reading: (share: string) => `Making the rows ready to learn from: ${share} are.`,
    starting: { title: "Getting ready", text: "Rows are shared out and encoded, and each way to compute is checked on small sums before it is trusted." },
    paused: { title: "Paused", text: "Nothing is lost. Resume goes on with the very next step." },
    stopping: { title: "Stopping", text: "The best round is being put back." },
    earlyStop: { title: "Stopped by itself", text: "Validation had stopped improving (early stopping)." },
    allRounds: { title: "All rounds done", text: "It went as far as it was told to." },
    stopped: { title: "Stopped", text: "The best round so far is kept." },
    ask: "Ask the model",
    diverged: {
      title: "The loss is no longer a number",
      text: "The steps became too large and the model ran away. A smaller learning rate usually cures it: try a tenth of it. Gradient clipping helps too, and so does a look for extreme values in the columns of numbers.",
    },
    failed: { title: "The run could not go on", text: "What stood in the way:" },
    stale: { title: "The config has changed", text: "These curves belong to the config before. Train again to see what the change does." },
  },
  /** A run that has not ended, and that nobody trains. */
  interrupted: {
    title: (run: string) => `${run} was interrupted`,
    when: (round: number, rounds: number, seconds: number) => `It had come to round ${round} of ${rounds} when it was last kept, ${duration(seconds)} ago.`,
    early: "It had not come to its first checkpoint: going on means beginning again, with the same seed and the same result.",
    text: "Resume goes on from there and ends where it would have ended.",
    otherRows: "The project has other rows by now than the ones it was trained on, so it cannot go on. Discard it, or train again.",
    resume: "Resume",
    startOver: "Start over",
    discard: "Discard",
  },
  notNoted: (why: string) => `This run goes on, but could not be noted down, so it cannot be resumed after a crash: ${why}`,
  kept: {
    ago: (seconds: number) => (seconds < 2 ? "Progress kept a moment ago" : `Progress kept ${duration(seconds)} ago`),
    not: (why: string) => `Progress could not be kept; it is tried again. ${why}`,
    first: "Progress is kept at least every 30 seconds",
  },
  incident: (reason: string, at: number, from: number, next: "webgpu" | "wasm" | "cpu" | null) =>
    `At step ${count(at)}: ${reason}. ${next === null ? "Another way to compute is being started." : `Training goes on from step ${count(from)} on ${backends[next]}.`}`,
  backend: {
    names: backends,
    runs: (name: "webgpu" | "wasm" | "cpu") => `${backends[name]} runs this`,
    trying: "Choosing how to compute",
    tryingText: "Each way to compute has to pass a number check. Where it pays, a few steps of this very model are timed, and the fastest is taken.",
    device: (device: string) => `on ${device}`,
    took: (ms: number) => duration(ms / 1000),
    check: "time of the number check",
    step: "time of one step of this model",
    refused: "refused",
    why: (name: "webgpu" | "wasm" | "cpu") => `Why not ${backends[name]}`,
    passed: "Passed the number check",
    within: (ms: number) => `in ${duration(ms / 1000)}`,
  },
  run: {
    title: "This run",
    rows: "rows",
    rowsValue: (training: number, validation: number, test: number) =>
      [`${count(training)} to learn`, ...(validation > 0 ? [`${count(validation)} validation`] : []), ...(test > 0 ? [`${count(test)} test`] : [])].join(", "),
    steps: "steps",
    stepsValue: (n: number) => `${count(n)} per round`,
    speed: "speed",
    speedValue: (rows: number) => `${count(rows)} rows/s`,
    learningRate: "learning rate",
    batch: "batch size",
    batchValue: (n: number) => counted(n, "row", "rows"),
    seed: "seed",
    parameters: "parameters",
    chooses: "best by",
    choosesValue: (field: string, metric: string) => (field === "combined" ? `${metric} of all outputs` : `${metric} of ${field}`),
  },
  events: {
    title: "Events",
    best: "best so far",
    climbing: "better each time",
    span: (first: string, last: string) => `${first}–${last}`,
    kept: "best, kept",
    rate: (rate: number) => `learning rate ${figure(rate)}`,
    dropped: (rows: number, feature: string) => `${counted(rows, "row", "rows")} left out: no ${feature}`,
    more: (n: number) => `and ${count(n)} earlier`,
  },
};
