using System.Threading.Channels;

namespace FairApi;

/// <summary>Does the queued jobs one after another.</summary>
internal sealed partial class Worker(Channel<Job> jobs, ILogger<Worker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in jobs.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(job.Pages), stoppingToken);
            Done(log, job.Pages, job.User);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Pages} pages for {User}")]
    private static partial void Done(ILogger log, int pages, string user);
}
