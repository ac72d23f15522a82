using System.IO;

namespace Files;

public static class Keys
{
    public static byte[] Read(string path) => File.ReadAllBytes(path);
}
