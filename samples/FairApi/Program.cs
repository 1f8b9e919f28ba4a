// A web service with one pool of four permits for all users, and a fair queue of background jobs.
// Try: dotnet run --project samples/FairApi, then curl -H 'X-User: alice' localhost:5080/report
using System.Threading.Channels;
using FairApi;
using Rota.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:5080");

// Customers who pay count for three.
static double Weight(string user) => user.StartsWith("gold-", StringComparison.Ordinal) ? 3 : 1;

static string UserOf(HttpContext context) => context.Request.Headers["X-User"].FirstOrDefault() ?? context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

builder.Services.AddRateLimiter(options =>
{
    options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
    options.GlobalLimiter = new FairRateLimiter<HttpContext>(new FairLimiterOptions(Permits: 4) { Weight = Weight, QueueLimitPerUser = 100 }, UserOf);
});
builder.Services.AddSingleton<Channel<Job>>(_ => new FairChannel<Job>(new FairChannelOptions<Job>(job => job.User) { Cost = job => job.Pages, Weight = Weight, CapacityPerUser = 10_000 }));
builder.Services.AddHostedService<Worker>();

var app = builder.Build();
app.UseRateLimiter();

// Work that takes a while: at most four at once, users in turn.
app.MapGet("/report", async (HttpContext context) =>
{
    await Task.Delay(50, context.RequestAborted);
    return $"a report for {UserOf(context)}\n";
});

// Work for later: queued by user, done in the fair order.
app.MapPost("/jobs", async (HttpContext context, Channel<Job> jobs, int pages = 1) =>
{
    await jobs.Writer.WriteAsync(new Job(UserOf(context), Math.Clamp(pages, 1, 1000)), context.RequestAborted);
    return Results.Accepted();
});

app.Run();
