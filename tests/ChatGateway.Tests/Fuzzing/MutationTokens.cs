using System.Text;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>Bytes that mean something to a reader of event streams and JSON.</summary>
internal static class MutationTokens
{
    private static readonly string[] Texts =
    [
        "\"", "\\", "{", "}", "[", "]", ":", ",", "{}", "[]", "\"\"", "null", "true", "false", "\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", " ", "\t", "\0",
        "data: ", "data:", "data", "\ndata: ", "event: error\n", "event: ping\n", "event: message\n", "event:", "id: 1\n", "retry: 5\n", ": ping\n\n", "\n\ndata: [DONE]\n\n", "[DONE]", "\uFEFF",
        "0", "1", "-1", "1023", "1024", "1e3", "1.0", "-0.0", "1e999", "-1e-999", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808",
        "-9223372036854775809", "123456789012345678901234567890", "0.1", "\"1\"", "\"1.5\"", "NaN", "Infinity",
        "\\ud83d", "\\ude42", "\\u0000", "\\u0022", "\\/", "\\n", "\\x", "\\u12", "🙂", "你好", "\u2028", "\u007f",
        "\"error\":", "\"error\":{\"message\":\"x\",\"code\":429},", "\"error\":null,", "\"\\u0065rror\":{\"message\":\"x\"},", "{\"error\":{\"message\":\"\",\"type\":\"chatanywhere_error\",\"param\":null,\"code\":\"200 OK\"}}",
        "\"choices\":", "\"choices\":[],", "\"choices\":null,", "\"index\":", "\"index\":0,", "\"index\":-1,", "\"index\":null,", "\"delta\":", "\"delta\":null,", "\"message\":", "\"content\":", "\"content\":null,",
        "\"content\":[{\"type\":\"text\",\"text\":\"x\"}],", "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"x\"}]}],",
        "\"finish_reason\":", "\"finish_reason\":\"stop\",", "\"finish_reason\":\"error\",", "\"finish_reason\":\"\",", "\"tool_calls\":", "\"tool_calls\":[{}],", "\"function\":", "\"arguments\":", "\"arguments\":{\"a\":1},",
        "\"id\":", "\"id\":\"\",", "\"usage\":", "\"usage\":null,", "\"x_groq\":", "\"logprobs\":", "\"bytes\":[4294967296],", "\"data\":", "\"object\":", "\"object\":\"error\",", "\"embedding\":", "\"embedding\":\"AACAPw==\",", "\"embedding\":[1],",
        "\"detail\":\"x\",", "\"base_resp\":{\"status_code\":1},", "\"$type\":\"System.Object\",", "\"x\":1,", "\"x\":{\"y\":[1,2]},", "\"x\":\"\\ud83d\",", "\"\\ud83d\":1,", "<html>", FuzzClient.Key,
    ];

    private static readonly byte[][] Encoded =
    [
        .. Texts.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0x80],
    ];

    public static byte[] Pick(Random random) => Encoded[random.Next(Encoded.Length)];
}
