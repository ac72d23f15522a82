using System;
using System.Collections.Generic;

namespace Acme.Energy;

public sealed class Meter
{
    private readonly SortedDictionary<DateTime, decimal> _readings = new();

    public Meter(string number) => Number = number;

    public string Number { get; }

    public void Record(DateTime at, decimal value)
    {
        if (value < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "a reading cannot be negative");
        }

        if (_readings.ContainsKey(at))
        {
            throw new Exception("Duplicate");
        }

        _readings[at] = value;
    }
}
