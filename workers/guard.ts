/** A worker serves nobody unless its own script came with the policy: a policy that only the page has does not reach it. */
import { carriesPolicy } from "../scripts/headers.mjs";
import { words } from "../src/messages/en/workers.ts";

/** Resolves once the policy is known to be in force in this worker, and rejects with a sentence for the user when it is not. */
export const policyInForce: Promise<void> = isInForce().then((yes) => {
  if (!yes) throw new Error(words.noPolicy);
});

/** The same interface, which answers nothing before the policy is known to be in force. */
export function guarded<Api extends object>(api: Api): Api {
  return new Proxy(api, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        await policyInForce;
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}

async function isInForce(): Promise<boolean> {
  // Hot reloading works without the policy. A worker made from a blob has the policy of the page that made it.
  if (import.meta.env.DEV || location.protocol === "blob:") return true;
  const own = await fetch(location.href).catch(() => null);
  await own?.body?.cancel();
  return own !== null && crossOriginIsolated && carriesPolicy(own.headers);
}
