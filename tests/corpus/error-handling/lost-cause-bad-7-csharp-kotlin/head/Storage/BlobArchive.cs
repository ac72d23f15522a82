using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Acme.Storage;

public sealed class ArchiveException : Exception
{
    public ArchiveException(string message) : base(message)
    {
    }

    public ArchiveException(string message, Exception inner) : base(message, inner)
    {
    }
}

public sealed class BlobArchive
{
    private readonly string _root;

    public BlobArchive(string root) => _root = root;

    public async Task<byte[]> ReadAsync(string key, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path.Combine(_root, Path.GetFileName(key)), ct);
        }
        catch (IOException ex)
        {
            throw new ArchiveException($"blob {key} could not be read: {ex.Message}");
        }
    }

    public void Delete(string key)
    {
        try
        {
            File.Delete(Path.Combine(_root, Path.GetFileName(key)));
        }
        catch (UnauthorizedAccessException ex)
        {
            throw new ArchiveException($"blob {key} may not be deleted", ex);
        }
    }
}
