// A small app on Slack's own framework, run against the stub: what it hears it prints as one JSON line each, and what it does is asserted there.
// Argument: http, socket or oauth. Settings come in the environment.
const { App, LogLevel, SocketModeReceiver } = require("@slack/bolt");

const { API_URL, AUTHORIZE_URL, TOKEN, SIGNING_SECRET, APP_TOKEN, CLIENT_ID, CLIENT_SECRET, PORT } = process.env;
const mode = process.argv[2];
const print = (what, more = {}) => console.log(JSON.stringify({ what, ...more }));
const attempt = async (name, call) => {
  try {
    const { response_metadata, ...rest } = await call();
    print(name, { ok: true, rest });
  } catch (error) {
    print(name, { ok: false, code: error.code, error: error.data?.error, messages: error.data?.response_metadata?.messages, needed: error.data?.needed, status: error.statusCode });
  }
};

const clientOptions = { slackApiUrl: API_URL, retryConfig: { retries: 3, minTimeout: 10, maxTimeout: 20 } };
const quiet = { clientOptions, logLevel: LogLevel.ERROR };
const installed = new Map();
const app = new App(
  mode === "socket" ? { ...quiet, token: TOKEN, receiver: new SocketModeReceiver({ appToken: APP_TOKEN, logLevel: LogLevel.ERROR, installerOptions: { clientOptions } }) }
  : mode === "http" ? { ...quiet, token: TOKEN, signingSecret: SIGNING_SECRET, endpoints: ["/slack/events", "/slack/interactions", "/slack/commands"] }
  : {
    ...quiet, signingSecret: SIGNING_SECRET, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, stateSecret: "stub-state", scopes: ["chat:write", "users:read"],
    redirectUri: `http://127.0.0.1:${PORT}/slack/oauth_redirect`,
    installerOptions: { authorizationUrl: AUTHORIZE_URL, redirectUriPath: "/slack/oauth_redirect", directInstall: true },
    installationStore: {
      storeInstallation: async (i) => {
        installed.set(i.team.id, i);
        print("installed", { team: i.team.id, token: i.bot.token, bot: i.bot.userId, scopes: i.bot.scopes, by: i.user.id });
      },
      fetchInstallation: async (q) => installed.get(q.teamId),
    },
  });

const text = (words) => ({ type: "plain_text", text: words });
const section = (words) => ({ type: "section", text: { type: "mrkdwn", text: words } });
const modal = (words) => ({
  type: "modal", callback_id: "form", title: text("Reflection"), submit: text("Save"), close: text("Cancel"), private_metadata: "round-1", notify_on_close: true,
  blocks: [
    section(words),
    { type: "input", block_id: "answer", label: text("What happened?"), element: { type: "plain_text_input", action_id: "words", multiline: true, initial_value: "a start" } },
    { type: "input", block_id: "share", optional: true, label: text("Who may read it?"), element: { type: "static_select", action_id: "with", options: ["team", "nobody"].map((v) => ({ text: text(v), value: v })) } },
  ],
});

app.message("hello", async ({ message, say }) => {
  print("heard", { user: message.user, text: message.text, type: message.channel_type, client: message.client_msg_id, blocks: message.blocks });
  await say({ text: `Hi <@${message.user}>`, blocks: [section(`Hi <@${message.user}>`), { type: "actions", block_id: "next", elements: [{ type: "button", action_id: "done", text: text("Done"), value: "1" }] }] });
});
app.message("thread", async ({ message, say }) => say({ text: "in the thread", thread_ts: message.ts }));
app.message(async ({ message, context, body }) => print("message", {
  subtype: message.subtype, text: message.text ?? message.message?.text, before: message.previous_message?.text, thread: message.thread_ts, files: message.files?.map((f) => f.name),
  id: body.event_id, retry: context.retryNum, reason: context.retryReason, user: message.user,
}));
app.event("app_mention", async ({ event, say }) => say({ text: `you said ${event.text}`, thread_ts: event.ts }));
for (const name of ["member_joined_channel", "member_left_channel", "channel_archive", "channel_unarchive", "channel_rename", "channel_left", "tokens_revoked", "app_uninstalled"]) {
  app.event(name, async ({ event }) => print(name, { event }));
}
app.action("done", async ({ ack, body, client, respond }) => {
  await ack();
  print("pressed", { by: body.user.id, value: body.actions[0].value, block: body.actions[0].block_id, container: body.container.type });
  await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: "done", blocks: [section("Done.")] });
  await respond({ text: "only you see this", replace_original: false });
});
app.event("app_home_opened", async ({ event, client }) => {
  await client.views.publish({ user_id: event.user, view: { type: "home", blocks: [section(`Home of <@${event.user}>`), { type: "actions", elements: [{ type: "button", action_id: "home_press", text: text("Start") }] }] } });
  print("home", { tab: event.tab, hash: event.view?.hash });
});
app.action("home_press", async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: modal("from home") });
});
app.shortcut("start", async ({ ack, shortcut, client }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: modal("from the shortcut") });
});
app.shortcut("remember", async ({ ack, shortcut }) => {
  await ack();
  print("remember", { text: shortcut.message.text, user: shortcut.message.user });
});
app.view("form", async ({ ack, view, body }) => {
  const words = view.state.values.answer.words.value;
  await (words === "bad" ? ack({ response_action: "errors", errors: { answer: "Not so." } }) : words === "more" ? ack({ response_action: "update", view: modal("once more") }) : ack());
  print("submitted", { words, share: view.state.values.share.with.selected_option?.value ?? null, metadata: view.private_metadata, by: body.user.id });
});
app.view({ callback_id: "form", type: "view_closed" }, async ({ ack }) => {
  await ack();
  print("closed");
});
app.command("/reflect", async ({ ack, command, respond }) => {
  await ack();
  print("command", { text: command.text, channel: command.channel_name, enterprise: command.is_enterprise_install });
  for (let i = 1; i <= 6; i++) {
    await attempt(`respond-${i}`, async () => ({ status: (await respond(`answer ${i}`)).status }));
  }
});
app.command("/quick", async ({ ack }) => ack("a word"));
app.command("/blocks", async ({ ack }) => ack({ response_type: "in_channel", blocks: [section("for all")], text: "for all" }));
app.command("/lists", async ({ ack, client, command }) => {
  await ack();
  const all = async (method, name, options) => {
    const found = [];
    for await (const page of client.paginate(method, { limit: 100, ...options })) {
      found.push(page[name].map((x) => x.id ?? x));
    }
    return found;
  };
  print("lists", {
    users: await all("users.list", "members", {}), members: await all("conversations.members", "members", { channel: command.text }),
    channels: await all("conversations.list", "channels", { types: "public_channel,private_channel" }),
    me: await client.auth.test(), user: (await client.users.info({ user: command.user_id, include_locale: true })).user, place: (await client.conversations.info({ channel: command.text })).channel,
  });
});
app.command("/upload", async ({ ack, client, command }) => {
  await ack();
  await attempt("upload", () => client.files.uploadV2({ channel_id: command.text, filename: "notes.txt", title: "Notes", file: Buffer.from("some words"), initial_comment: "here" }));
});
app.command("/post", async ({ ack, client, command }) => {
  await ack();
  await attempt("post", () => client.chat.postMessage({ channel: command.text, text: "posted" }));
});
app.command("/calls", async ({ ack, client, command }) => {
  await ack();
  for (const [i, call] of JSON.parse(command.text).entries()) {
    await attempt(`call-${i}`, () => client.apiCall(call.method, call.with));
  }
  print("calls-done");
});
app.error(async (error) => print("error", { code: error.code, message: error.message }));

(async () => {
  await (mode === "socket" ? app.start() : app.start({ port: Number(PORT), host: "127.0.0.1" }));
  print("ready");
})().catch((error) => {
  print("failed", { message: error.message });
  process.exit(1);
});
