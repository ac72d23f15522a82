async function vote(pollId) {
  const poll = await prisma.poll.findUnique({ where: { id: pollId } });
  const updated = await prisma.poll.update({ where: { id: pollId }, data: { votes: poll.votes + 1 } });
  return updated;
}
