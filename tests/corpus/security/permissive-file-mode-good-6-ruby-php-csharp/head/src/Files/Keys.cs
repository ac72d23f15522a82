using System.IO;

namespace Files;

public static class Keys
{
    public static void Write(string path, byte[] content)
    {
        File.WriteAllBytes(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public static byte[] Read(string path) => File.ReadAllBytes(path);
}
