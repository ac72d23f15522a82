using System;
using System.Collections.Generic;

namespace Acme.Orders;

public sealed class Mapper
{
    private readonly Dictionary<Type, Func<object, object>> _maps = new();

    public void Add<TFrom, TTo>(Func<TFrom, TTo> map)
    {
#pragma warning disable CS8600, CS8603
        _maps[typeof(TFrom)] = source => map((TFrom)source);
#pragma warning restore CS8600, CS8603
    }

    public TTo Map<TTo>(object source)
    {
        if (!_maps.TryGetValue(source.GetType(), out var map))
        {
            throw new InvalidOperationException($"No map for {source.GetType().Name}");
        }
        return (TTo)map(source);
    }
}
