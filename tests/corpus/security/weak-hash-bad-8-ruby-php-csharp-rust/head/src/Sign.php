<?php
class Sign
{
    public function token(string $email, string $secret): string
    {
        return md5($email . $secret . time());
    }

    public function verify(array $params, string $secret): bool
    {
        $sign = $params['sign'];
        $expected = hash('md5', http_build_query($params) . $secret);
        return hash_equals($expected, $sign);
    }

    public function key(string $url): string
    {
        return 'url_' . md5($url);
    }

    public function thumbFilename(string $path): string
    {
        return sha1($path) . '.jpg';
    }
}
