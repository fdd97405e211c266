// Draws messages and views with slack-blocks-to-jsx, on the server side of React: no browser, no network.
// Reads a JSON array of {blocks} or views from standard input and prints a JSON array of HTML.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";

let input = "";
for await (const part of process.stdin) input += part;

// The bot's own sign, so that no picture is fetched.
const logo = "data:image/svg+xml," + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="4" fill="#4f52b2"/></svg>');
const drawn = JSON.parse(input).map(({ blocks, type }) => renderToStaticMarkup(createElement(Message, {
  blocks, logo, name: "ReflectionBot", time: new Date(Date.UTC(2026, 10, 24, 9)), theme: "light", withoutWrapper: type !== undefined,
})));
process.stdout.write(JSON.stringify(drawn));
