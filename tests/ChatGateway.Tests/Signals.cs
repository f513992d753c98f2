using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ChatGateway.Tests;

/// <summary>Sends signals by the system's own call: slim images have no program for it.</summary>
internal static class Signals
{
    public static void Send(Process process, Signal signal)
    {
        if (Kill(process.Id, (int)signal) != 0) throw new Win32Exception();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
