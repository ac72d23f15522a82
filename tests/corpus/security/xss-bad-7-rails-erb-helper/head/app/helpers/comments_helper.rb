module CommentsHelper
  # Marks the words of a search in a comment.
  def highlighted(comment, term)
    text = comment.body
    term.split.each do |word|
      text = text.gsub(word, "<mark>#{word}</mark>")
    end
    text.html_safe
  end

  def author_link(author)
    raw("<a href='/people/#{author.id}'>#{author.name}</a>")
  end

  def avatar(author)
    image_tag(author.avatar_url, alt: author.name)
  end
end
