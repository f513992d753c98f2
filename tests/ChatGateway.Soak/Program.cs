using System.Globalization;
using ChatGateway.Soak;

// `server` is the other half, started by the soak itself: its memory and handles must not count as the client's
if (args is ["server"]) return await FaultyServer.RunAsync();
TimeSpan duration = args is [string minutes] ? TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)) : TimeSpan.FromMinutes(2);
return await new SoakRun(duration).RunAsync();
