module CommentsHelper
  ICON = '<svg class="icon"><use href="#star"></use></svg>'.freeze

  def star_icon
    ICON.html_safe
  end

  def body(comment)
    sanitize(comment.body, tags: %w[p b i])
  end

  def highlighted(comment, term)
    highlight(comment.body, term.split)
  end

  def author_link(author)
    link_to(author.name, author_path(author))
  end

  def badge(author)
    content_tag(:span, author.name, class: "badge")
  end

  def paragraphs(comment)
    safe_join(comment.body.split("\n").map { |line| tag.p(line) })
  end

  def quoted(text)
    "<q>#{ERB::Util.html_escape(text)}</q>".html_safe
  end

  def count(comments)
    raw("<b>#{comments.size}</b>")
  end
end
