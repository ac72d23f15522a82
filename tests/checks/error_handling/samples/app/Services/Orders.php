<?php
namespace App\Services;

use GuzzleHttp\Client;
use Illuminate\Support\Facades\Log;

class Orders
{
    public function __construct() { $this->client = new Client(['base_uri' => 'https://x']); }  // <-- here

    public function a($order)
    {
        try { $this->client->post($order); } catch (\Exception $e) { }  // <-- here
        try { $this->client->post($order); } catch (RequestException $e) { Log::warning('x', ['exception' => $e]); }
        try { $this->client->post($order); } catch (RequestException $e) { throw new OrderException('x', 0, $e); }
        try { $this->client->post($order); } catch (RequestException $e) { throw new OrderException('x', previous: $e); }
        try { $this->client->post($order); } catch (RequestException $e) { throw new OrderException('x ' . $e->getMessage()); }  // <-- here
        try { $this->client->post($order); } catch (\Throwable $e) { report($e); }
        try { $this->client->post($order); } catch (\Throwable $e) { Log::error($e->getMessage()); }  // <-- here
        throw new \Exception('error');  // <-- here
    }
    public function b($id)
    {
        try { return $this->repo->load($id); } catch (\Exception $e) { return null; }  // <-- here
    }
    public function c($id)
    {
        try { return $this->repo->load($id); } catch (ModelNotFoundException $e) { return null; }
    }
    public function d($s)
    {
        try { return json_decode($s, true, 512, JSON_THROW_ON_ERROR); } catch (\JsonException $e) { return []; }
    }
    public function e()
    {
        try { return $this->x(); } finally { return 1; }  // <-- here
    }
    public function f($url)
    {
        $ch = curl_init($url);  // <-- here
        curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
        return curl_exec($ch);
    }
    public function g()
    {
        DB::beginTransaction();
        try { $this->x(); DB::commit(); } catch (\Throwable $e) { DB::rollBack(); throw $e; }
    }
    public function show($id)
    {
        try { return view('x', $this->repo->load($id)); } catch (\Exception $e) { Log::error('show', ['exception' => $e]); abort(500); }
    }
}
