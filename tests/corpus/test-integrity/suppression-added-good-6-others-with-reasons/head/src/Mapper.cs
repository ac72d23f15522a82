using System.Diagnostics.CodeAnalysis;

namespace Acme.Orders;

public sealed class Mapper
{
    [SuppressMessage("Design", "CA1031", Justification = "A plugin's failure must not end the host.")]
    public bool Try(System.Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (System.Exception error)
        {
            System.Console.Error.WriteLine(error);
            return false;
        }
    }
}
