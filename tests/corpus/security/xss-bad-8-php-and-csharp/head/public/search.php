<?php

declare(strict_types=1);

require __DIR__ . '/../bootstrap.php';

$term = trim($_GET['q'] ?? '');
$results = $term === '' ? [] : search_products($term);
?>
<html>
<body>
<h1>Search</h1>
<form><input name="q" value="<?= $term ?>"></form>
<?php if ($results === []) : ?>
  <?php echo '<p>Nothing found for ' . $_GET['q'] . '</p>'; ?>
<?php else : ?>
  <p><?= count($results) ?> results for <?= htmlspecialchars($term) ?></p>
<?php endif; ?>
</body>
</html>
