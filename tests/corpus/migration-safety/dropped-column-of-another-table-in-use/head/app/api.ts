router.get('/users', async (req, res) => {
  const users = await db('users').select('id');
  res.status(200).json(users);
});