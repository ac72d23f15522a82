using System.IO;

public static class Files
{
    public static void Setup(string p)
    {
        File.SetUnixFileMode(p, UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        Directory.CreateDirectory(p, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
