using System.Net;

namespace ReflectionBot.Channels.Mail;

/// <summary>
/// The pages that letters lead to: pure. What is asked is the same for everybody, since the key stands behind the <c>#</c> and reaches nobody
/// before a button is pressed: programs that follow links in mail press none.
/// </summary>
internal static class MailPages
{
    /// <summary>Asks: yes or no, or stop. It looks as the chat's page does, and reads without its files too.</summary>
    public static readonly string Asking = Page("""
        <noscript><p>This page needs JavaScript, as the chat does.</p></noscript>
        <section id="ask" hidden>
        <p>May I write to this address when something waits for you in your own chat with me? The mail holds no words of anybody's answers, and not the name of your project. You can stop it with one press in each mail.</p>
        <div class="row">
        <form method="post" action="/mail/yes"><input type="hidden" name="t"><button class="button primary">Yes, write to me</button></form>
        <form method="post" action="/mail/no"><input type="hidden" name="t"><button class="button">No</button></form>
        </div>
        <p>You can say no: nothing changes, and nobody is asked why.</p>
        </section>
        <section id="stop" hidden>
        <p>No more mail from me to this address?</p>
        <div class="row">
        <form method="post" action="/mail/no"><input type="hidden" name="t"><button class="button primary">No more mail</button></form>
        </div>
        </section>
        <p id="none">This link is not complete. Copy the whole link from the mail.</p>
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

    private const string ToChat = """

        <p>If your chat is not open in this browser any more, the page asks for a personal link. Ask your facilitator for a new one, or write <code>my link</code> in a browser where your chat is still open.</p>
        <div class="row"><a class="button primary" href="/">Open my chat</a></div>
        """;

    private static string Page(string body, string script = "") => $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Mail from ReflectionBot</title><link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/css/base.css">{script}</head>
        <body><div class="plain"><main class="notice">
        <h1>Mail from ReflectionBot</h1>
        {body}
        </main></div></body></html>

        """;
}
