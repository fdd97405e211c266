// Whoever leaves does so in every tab of the browser at once: what could be read in one of them stands in none.

const name = 'reflectionbot:left';

/** Says to the other tabs that this user has left. */
export function tellLeft(user) {
  const channel = new BroadcastChannel(name);
  channel.postMessage(user);
  channel.close();
}

/**
 * Calls `act` once this user has left in another tab.
 * @returns what ends the listening.
 */
export function whenLeft(user, act) {
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }) => data === user && act());
  return () => channel.close();
}
