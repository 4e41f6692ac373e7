// The types of what we use of mjml, which brings none.
declare module 'mjml' {
  type Options = { fonts: Record<string, string>; validationLevel: 'strict' };
  export default function mjml2html(mjml: string, options: Options): Promise<{ html: string }>;
}
