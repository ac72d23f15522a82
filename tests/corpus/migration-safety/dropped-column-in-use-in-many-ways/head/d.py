q = """
  SELECT u.id,
         u.nickname
  FROM users u
  JOIN orders o ON o.user_id = u.id
"""