<?php
function setup(string $dir): void
{
    mkdir($dir, 0777, true);
    chmod($dir . '/x', 0777);
    umask(0);
    mkdir($dir . '/y', 0750, true);
}
