// Slack's Socket Mode client alone, run against the stub: prints what happens to its connection, and leaves the first delivery of an event whose
// text has "later" in it without an acknowledgement.
const { SocketModeClient, LogLevel } = require("@slack/socket-mode");

const print = (what, more = {}) => console.log(JSON.stringify({ what, ...more }));
const logger = {
  getLevel: () => LogLevel.DEBUG, setLevel: () => {}, setName: () => {}, info: () => {}, warn: () => {}, error: () => {},
  debug: (words) => {
    const heard = /WebSocket received (ping|pong)/.exec(words);
    if (heard) {
      print(heard[1]);
    }
  },
};
// A second without a pong, asked for every five, and it connects anew; a second is also how long it waits before that.
const client = new SocketModeClient({
  appToken: process.env.APP_TOKEN, clientPingTimeout: 1000, pingPongLoggingEnabled: true, logger, clientOptions: { slackApiUrl: process.env.API_URL, retryConfig: { retries: 0 } },
});
for (const state of ["connected", "reconnecting", "disconnected"]) {
  client.on(state, () => print(state));
}
client.on("slack_event", async ({ ack, type, body, envelope_id, retry_num, retry_reason, accepts_response_payload }) => {
  const isLeft = body.event?.text?.includes("later") && retry_num === 0;
  if (!isLeft) {
    await ack(accepts_response_payload ? { text: "taken" } : undefined);
  }
  print("got", { type, kind: body.event?.type ?? body.type, text: body.event?.text, event: body.event_id, envelope: envelope_id, retry: retry_num, reason: retry_reason, accepts: accepts_response_payload });
});
client.start().then(() => print("ready"), (error) => {
  print("failed", { message: error?.data?.error ?? error?.message });
  process.exit(1);
});
