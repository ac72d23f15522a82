<?php

declare(strict_types=1);

require __DIR__ . '/../bootstrap.php';

function e(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}

$term = trim($_GET['q'] ?? '');
$page = (int) ($_GET['page'] ?? 1);
$results = $term === '' ? [] : search_products($term, $page);
?>
<html>
<body>
<h1>Search, page <?= $page ?></h1>
<form><input name="q" value="<?= e($term) ?>"></form>
<?php foreach ($results as $result) : ?>
  <p><?= e($result['title']) ?></p>
<?php endforeach; ?>
<script>window.term = <?= json_encode($term, JSON_HEX_TAG | JSON_HEX_AMP) ?>;</script>
</body>
</html>
