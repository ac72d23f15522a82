using System;
using System.Collections.Generic;

namespace Acme.Shop;

public sealed class Basket
{
    private readonly Dictionary<string, int> _lines = new();

    public void Remove(string sku)
    {
        if (!_lines.Remove(sku))
        {
            throw new KeyNotFoundException($"basket holds no {sku}");
        }
    }

    public Basket Clone() => throw new NotImplementedException();

    public void Add(string sku, int quantity)
    {
        if (quantity < 1)
        {
            throw new Exception($"quantity {quantity} of {sku} is below one");
        }

        _lines[sku] = quantity;
    }
}
