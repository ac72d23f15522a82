<?php
function load(string $xml): SimpleXMLElement
{
    libxml_disable_entity_loader(false);
    return new SimpleXMLElement($xml, LIBXML_NOENT);
}

function reader(string $xml): XMLReader
{
    $reader = new XMLReader();
    $reader->XML($xml);
    $reader->setParserProperty(XMLReader::SUBST_ENTITIES, true);
    return $reader;
}
