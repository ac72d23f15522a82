using System.Security.Cryptography;
using System.Text;

public class Sign
{
    public string ResetToken(string email, string stamp)
    {
        using var sha = SHA1.Create();
        return System.Convert.ToHexString(sha.ComputeHash(Encoding.UTF8.GetBytes(email + stamp)));
    }

    public byte[] Mac(byte[] key, byte[] body)
    {
        using var mac = new HMACMD5(key);
        return mac.ComputeHash(body);
    }

    public string ETag(byte[] body) => System.Convert.ToBase64String(MD5.HashData(body));
}
