<?php
class Token
{
    public function generateToken(int $length = 32): string
    {
        $chars = 'abcdef0123456789';
        $out = '';
        for ($i = 0; $i < $length; $i++) {
            $out .= $chars[rand(0, strlen($chars) - 1)];
        }
        return $out;
    }

    public function resetCode(): string
    {
        return str_shuffle('0123456789ABCDEF');
    }

    public function sessionId(): string
    {
        $sessionId = uniqid('', true);
        return $sessionId;
    }

    public function banner(array $banners): string
    {
        return $banners[array_rand($banners)];
    }
}
