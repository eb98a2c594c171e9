import { readRoute, writeRoute, type Route } from "./route.ts";

/** What the router needs of a window. */
export interface Addressed {
  readonly location: { hash: string; replace(address: string): void };
  addEventListener(type: "hashchange", listener: () => void): void;
}

/** The route, kept equal to the hash; the back button works because the hash is the only truth. */
export class Router {
  readonly #window: Addressed;
  #route = $state.raw<Route>({ screen: "welcome" });

  constructor(window: Addressed) {
    this.#window = window;
    this.#route = readRoute(window.location.hash);
    window.addEventListener("hashchange", () => {
      this.#route = readRoute(window.location.hash);
    });
  }

  get route(): Route {
    return this.#route;
  }

  go(route: Route): void {
    this.#route = route;
    this.#window.location.hash = writeRoute(route);
  }

  /** As `go`, but the back button passes the present address over. */
  replace(route: Route): void {
    this.#route = route;
    this.#window.location.replace(writeRoute(route));
  }
}
