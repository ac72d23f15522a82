"""Further examples of the rule vague error, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/Cart.java": """\
package shop;

class Cart {
    void add(Item item) {
        if (item.stock() == 0) {
            throw new RuntimeException("Something went wrong");  // <-- here
        }
        if (closed) {
            throw new RuntimeException();  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/shop/Cart.kt": """\
package shop

class Cart {
    fun add(item: Item) {
        if (item.stock == 0) throw RuntimeException("error")  // <-- here
    }
}
"""
        }
    ),
    Example(
        {
            "src/Shop/Cart.cs": """\
public class Cart
{
    public void Add(Item item)
    {
        if (item.Stock == 0)
        {
            throw new Exception("Unexpected error");  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Shop/Cart.php": """\
<?php

class Cart
{
    public function add(Item $item): void
    {
        if ($item->stock === 0) {
            throw new \\Exception('error');  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "app/models/cart.rb": """\
class Cart
  def add(item)
    raise StandardError, "failed" if item.stock.zero?  # <-- here
  end
end
"""
        }
    ),
    Example(
        {
            "src/cart.rs": """\
pub fn add(cart: &mut Cart, item: Item) -> anyhow::Result<()> {
    if item.stock == 0 {
        bail!("failed");  // <-- here
    }
    cart.push(item)
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/Cart.java": """\
package shop;

class Cart {
    void add(Item item) {
        if (item.stock() == 0) {
            throw new OutOfStockException(item.sku());
        }
        if (closed) {
            throw new RuntimeException("cart " + id + " is closed");
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/shop/Cart.kt": """\
package shop

class Cart {
    fun add(item: Item) {
        if (item.stock == 0) throw RuntimeException("${item.sku} is out of stock")
    }
}
"""
        }
    ),
    Example(
        {
            "src/Shop/Cart.cs": """\
public class Cart
{
    public void Add(Item item)
    {
        if (item.Stock == 0)
        {
            throw new Exception($"{item.Sku} is out of stock");
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Shop/Cart.php": """\
<?php

class Cart
{
    public function add(Item $item): void
    {
        if ($item->stock === 0) {
            throw new \\RuntimeException("{$item->sku} is out of stock");
        }
    }
}
"""
        }
    ),
    Example(
        {
            "app/models/cart.rb": """\
class Cart
  def add(item)
    raise StandardError, "#{item.sku} is out of stock" if item.stock.zero?
  end
end
"""
        }
    ),
    Example(
        {
            "src/cart.rs": """\
pub fn add(cart: &mut Cart, item: Item) -> anyhow::Result<()> {
    if item.stock == 0 {
        bail!("{} is out of stock", item.sku);
    }
    cart.push(item)
}
"""
        }
    ),
)
