using System.Net;
using System.Text.RegularExpressions;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Mail;

/// <summary>
/// The pages that letters link to: pure. The page is the same for everybody, since the key is after the <c>#</c> and is not sent before a button is
/// pressed. Programs that follow links in mail press no buttons.
/// </summary>
internal static partial class MailPages
{
    /// <summary>Asks yes or no, or whether to stop. It looks like the chat's page, and is readable without that page's files too.</summary>
    public static string Asking => Page($"""
        <noscript><p>{Words(LetterWording.ThisPageNeedsJavaScript)}</p></noscript>
        <section id="ask" hidden>
        <p>{Words(LetterWording.MayIWriteToThisAddress)}</p>
        <div class="row">
        <form method="post" action="/mail/yes"><input type="hidden" name="t"><button class="button primary">{Words(LetterWording.YesWriteToMe)}</button></form>
        <form method="post" action="/mail/no"><input type="hidden" name="t"><button class="button">{Words(LetterWording.No)}</button></form>
        </div>
        <p>{Words(LetterWording.YouCanSayNoNothingChanges)}</p>
        </section>
        <section id="stop" hidden>
        <p>{Words(LetterWording.NoMoreMailFromMe)}</p>
        <div class="row">
        <form method="post" action="/mail/no"><input type="hidden" name="t"><button class="button primary">{Words(LetterWording.NoMoreMail)}</button></form>
        </div>
        </section>
        <p id="none">{Words(LetterWording.ThisLinkIsNotComplete)}</p>
        """, "<script src=\"/mail/page.js\" defer></script>");

    /// <summary>Takes the key from behind the <c>#</c> into the forms.</summary>
    public const string Script = """
        const show = () => {
          const [, what, key] = location.hash.match(/^#(ask|stop)\.(.+)$/) ?? [];
          for (const id of ['ask', 'stop']) document.getElementById(id).hidden = id !== what;
          document.getElementById('none').hidden = Boolean(what);
          for (const input of document.querySelectorAll('input[name=t]')) input.value = key ? decodeURIComponent(key) : '';
        };
        addEventListener('hashchange', show);
        show();
        """;

    /// <summary>Says something, with the way to the chat, and what to do where the chat is not open in this browser any more.</summary>
    public static string Saying(string sentence, bool withChat) => Page(
        $"<p>{WebUtility.HtmlEncode(sentence)}</p>{(withChat ? ToChat : "")}");

    private static string ToChat => $"""

        <p>{Words(LetterWording.IfYourChatIsNotOpen)}</p>
        <div class="row"><a class="button primary" href="/">{Words(LetterWording.OpenMyChat)}</a></div>
        """;

    private static string Page(string body, string script = "") => $"""
        <!DOCTYPE html>
        <html {HtmlLanguage.Attributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>{Words(LetterWording.MailFromReflectionBot)}</title><link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/css/base.css">{script}</head>
        <body><div class="plain"><main class="notice">
        <h1>{Words(LetterWording.MailFromReflectionBot)}</h1>
        {body}
        </main></div></body></html>

        """;

    /// <summary>A sentence of the bot's own as the text of an element; what is to be typed, between backticks, as such.</summary>
    private static string Words(string sentence) => Typed().Replace(
        sentence.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal), "<code>$1</code>");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Typed();
}
