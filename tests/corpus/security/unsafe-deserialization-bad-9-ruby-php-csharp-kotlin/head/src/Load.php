<?php
class Load
{
    public function fromRequest(): mixed
    {
        return unserialize($_POST['state']);
    }

    public function fromCache(string $raw): mixed
    {
        return unserialize($raw, ['allowed_classes' => [Item::class]]);
    }

    public function wide(string $raw): mixed
    {
        return unserialize($raw, ['allowed_classes' => true]);
    }

    public function copy(object $o): object
    {
        return unserialize(serialize($o));
    }

    public function yaml(string $raw): mixed
    {
        return json_decode($raw, true);
    }
}
