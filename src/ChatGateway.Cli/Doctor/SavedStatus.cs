using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatGateway.Cli;

/// <summary>Finds the HTTP status in what was saved around a body. Lines of logs hold other numbers, too: times, lines, ports, sizes.</summary>
internal static partial class SavedStatus
{
    // behind a status: no more of a number or word
    private const string End = @"(?![0-9A-Za-z]|[.:]\d)";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>The number that is most surely the status; 0 when there is none.</summary>
    public static int In(string text)
    {
        foreach (Regex pattern in (Regex[])[Named(), WithItsPhrase(), Told(), InBrackets(), OnItsLine(), Lone()])
        {
            if (pattern.Match(text) is { Success: true } match) return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        }
        return 0;
    }

    // "HTTP 403", "HTTP/1.1 403", the "HTTP/1.1" 403 of access logs, "status 403", "statusCode: 403", "status_code=403"
    [GeneratedRegex(@"(?:\bHTTP(?:/\d(?:\.\d)?)?""?(?:\s+(?:status|error|code))*|status(?:[\s_-]?code)?)(?:\s+(?:of|is|was))?[\s""':=(\[]{0,4}([1-5]\d\d)" + End, Options)]
    private static partial Regex Named();

    // "403 Forbidden", "429 TOO_MANY_REQUESTS", "403 (Forbidden)"
    [GeneratedRegex(@"(?<![\w.:])([3-5]\d\d)[\s_(:,-]{1,3}(?:Moved|Found|Temporary|Permanent|Bad[ _]Request|Unauthori[sz]ed|Payment[ _]Req|Forbidden|Not[ _]Found|Method[ _]Not|Request[ _]Time|Conflict|Payload|Request[ _]Entity|Content[ _]Too|Unprocessable|Too[ _]Many|Internal[ _]Server|Not[ _]Implemented|Bad[ _]Gateway|Service[ _]|Gateway[ _]Time)", Options)]
    private static partial Regex WithItsPhrase();

    // "answered by 403", "returned 403", "error code: 403"
    [GeneratedRegex(@"\b(?:code|answered (?:by|with)|returned|responded(?: with)?|response|error|got|failed with)[\s""':=(\[#-]{1,4}([3-5]\d\d)" + End, Options)]
    private static partial Regex Told();

    // "(403)"; behind a word brackets hold the number of a process
    [GeneratedRegex(@"(?<!\w)[(\[]([3-5]\d\d)[)\]]", Options)]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"^[ \t]*([1-5]\d\d)[ \t]*\r?$", Options | RegexOptions.Multiline)]
    private static partial Regex OnItsLine();

    // neither a part of a time, an address or a path, nor a number of something else
    [GeneratedRegex(@"(?<![\w.:,/#-])(?<!\b(?:line|port|pid|took|after|within|id|row|col|column|attempt|job|limit)\W{0,2})([45]\d\d)(?![\w/]|[.:-]\d|\s*(?:ms|s|sec|seconds|bytes|[kmg]?i?b|tokens|chars|characters|%|requests|times)\b)", Options)]
    private static partial Regex Lone();
}
