using System.Net;

namespace ReflectionBot.Channels.Mail;

/// <summary>
/// The pages that letters lead to: pure. What is asked is the same for everybody, since the key stands behind the <c>#</c> and reaches nobody
/// before a button is pressed: programs that follow links in mail press none.
/// </summary>
internal static class MailPages
{
    /// <summary>Asks: yes or no, or stop.</summary>
    public const string Asking = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Mail from ReflectionBot</title><script src="/mail/page.js" defer></script></head>
        <body><main>
        <h1>Mail from ReflectionBot</h1>
        <noscript><p>This page needs JavaScript, as the chat does.</p></noscript>
        <section id="ask" hidden>
        <p>May I write to this address when something waits for you in your own chat with me? The mail holds no words of anybody's answers, and not the name of your project. You can stop it with one press in each mail.</p>
        <form method="post" action="/mail/yes"><input type="hidden" name="t"><button>Yes, write to me</button></form>
        <form method="post" action="/mail/no"><input type="hidden" name="t"><button>No</button></form>
        <p>You can say no: nothing changes, and nobody is asked why.</p>
        </section>
        <section id="stop" hidden>
        <p>No more mail from me to this address?</p>
        <form method="post" action="/mail/no"><input type="hidden" name="t"><button>No more mail</button></form>
        </section>
        <p id="none">This link is not complete. Copy the whole link from the mail.</p>
        </main></body></html>
        """;

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

    /// <summary>Says something, with the way to the chat.</summary>
    public static string Saying(string sentence, bool withChat) =>
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Mail from ReflectionBot</title></head>\n"
        + $"<body><main><h1>Mail from ReflectionBot</h1><p>{WebUtility.HtmlEncode(sentence)}</p>{(withChat ? "<p><a href=\"/\">Open my chat</a></p>" : "")}</main></body></html>\n";
}
