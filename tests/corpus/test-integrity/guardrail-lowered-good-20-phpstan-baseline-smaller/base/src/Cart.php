<?php

namespace App;

class Cart
{
    private array $lines = [];

    public function sum()
    {
        return array_sum($this->lines);
    }
}
