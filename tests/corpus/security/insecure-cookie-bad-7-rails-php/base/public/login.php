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

session_regenerate_id(true);
$_SESSION['user_id'] = $user->id;
header('Location: /');
