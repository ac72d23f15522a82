<?php

require __DIR__ . '/../bootstrap.php';

$email = (string) ($_POST['email'] ?? '');
$password = (string) ($_POST['password'] ?? '');
$user = $users->findByEmail($email);

if ($user === null || !password_verify($password, $user->passwordHash)) {
    http_response_code(401);
    echo $view->render('login', ['error' => 'Wrong e-mail address or password']);
    exit;
}

if (isset($_POST['remember'])) {
    $token = bin2hex(random_bytes(32));
    $users->saveRememberToken($user->id, hash('sha256', $token));
    setcookie('auth_token', $token, [
        'expires' => time() + 30 * 24 * 3600,
        'path' => '/',
        'secure' => true,
        'httponly' => true,
        'samesite' => 'Lax',
    ]);
}
setcookie('theme', $user->theme, time() + 365 * 24 * 3600, '/');

session_regenerate_id(true);
$_SESSION['user_id'] = $user->id;
header('Location: /');
