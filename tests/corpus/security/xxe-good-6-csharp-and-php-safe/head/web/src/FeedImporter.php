<?php

declare(strict_types=1);

namespace App\Import;

final class FeedImporter
{
    /** @return list<string> */
    public function titles(string $xml): array
    {
        $document = new \DOMDocument();
        if (!$document->loadXML($xml, LIBXML_NONET | LIBXML_NOBLANKS)) {
            throw new \RuntimeException('The feed is not valid XML.');
        }
        $titles = [];
        foreach ($document->getElementsByTagName('title') as $node) {
            $titles[] = $node->textContent;
        }

        return $titles;
    }

    public function price(string $xml): float
    {
        $item = simplexml_load_string($xml, \SimpleXMLElement::class, LIBXML_NOCDATA);

        return (float) $item->price;
    }

    public function accepts(string $type): bool
    {
        return $type === 'application/xml';
    }
}
