using ReflectionBot.Application.Ports;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Mail;

/// <summary>Registers e-mail. With no server configured nothing is sent.</summary>
internal static class MailSetup
{
    /// <summary>Adds the services. Settings are checked when the host starts.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<MailOptions, MailOptionsCheck>(configuration.GetSection(MailOptions.Section));
        services.AddSingleton(new MailTrust(Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) ? url : null));
        services.AddSingleton<MailWay>().AddSingleton<IMail, SmtpMail>();
        services.AddHealthChecks().AddCheck<MailHealth>("mail");
        return services;
    }
}
