import aiohttp, boto3
s3 = boto3.client("s3")
async def a(conn, url):
    async with conn.transaction():
        await conn.execute("UPDATE a SET x = 1 WHERE id = 1")
        async with aiohttp.ClientSession() as http:
            async with http.post(url) as r:
                await r.json()
def b(engine, f):
    with engine.begin() as conn:
        conn.execute(stmt)
        s3.upload_fileobj(f, "bucket", "key")
def c(order):
    with transaction.atomic():
        order.save()
        self.payment_gateway.charge(order)
def d(order):
    with transaction.atomic():
        order.save()
        send_mail("a", "b", "c", ["d"])
def e(order):
    with transaction.atomic():
        order.save()
        subprocess.run(["convert", "a"], check=True)
