import { NextRequest, NextResponse } from 'next/server';

const LOCALES = ['de', 'en', 'fr'];

export function middleware(request: NextRequest) {
  const session = request.cookies.get('session');
  if (!session && request.nextUrl.pathname.startsWith('/account')) {
    const login = new URL('/login', request.url);
    login.searchParams.set('next', request.nextUrl.pathname);
    return NextResponse.redirect(login);
  }
  const wanted = request.nextUrl.searchParams.get('locale') ?? '';
  if (LOCALES.includes(wanted)) {
    const url = request.nextUrl.clone();
    url.pathname = `/${wanted}${url.pathname}`;
    url.searchParams.delete('locale');
    return NextResponse.redirect(url);
  }
  return NextResponse.next();
}
