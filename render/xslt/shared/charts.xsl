<?xml version="1.0" encoding="UTF-8"?>
<!--
  Geometry to SVG, the same for every medium: literal colours for paper, classes
  for the style sheet, which knows light and dark.  No transparency and no
  pattern: printers and older readers of PDF draw neither alike.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:d="urn:x-ilo:document:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="http://www.w3.org/2000/svg"
    exclude-result-prefixes="p d ilo">

  <xsl:template match="p:drawing" mode="svg">
    <xsl:param name="font"/>
    <xsl:param name="title"/>
    <xsl:param name="id"/>
    <svg viewBox="0 0 {@width} {@height}" width="{@width}" height="{@height}">
      <xsl:if test="$id != ''">
        <xsl:attribute name="role">img</xsl:attribute>
        <xsl:attribute name="aria-labelledby"><xsl:value-of select="concat($id, '-t ', $id, '-d')"/></xsl:attribute>
        <title id="{$id}-t"><xsl:value-of select="../@title"/></title>
        <desc id="{$id}-d"><xsl:value-of select="../@desc"/></desc>
      </xsl:if>
      <g class="marks" font-size="11" fill="#4a5462">
        <xsl:if test="$font != ''"><xsl:attribute name="font-family"><xsl:value-of select="$font"/></xsl:attribute></xsl:if>
        <xsl:apply-templates select="p:*" mode="svg"/>
      </g>
    </svg>
  </xsl:template>

  <!-- ===== Lines ===== -->

  <xsl:template match="p:panel" mode="svg">
    <text class="name" x="{@x}" y="{@y + 13}" font-size="12" font-weight="bold" fill="#1b222c"><xsl:value-of select="@label"/></text>
    <xsl:apply-templates select="p:*" mode="svg"/>
  </xsl:template>

  <xsl:template match="p:area" mode="svg">
    <rect class="area" x="{@x}" y="{@y}" width="{@width}" height="{@height}" fill="#eef1f5"/>
  </xsl:template>

  <xsl:template match="p:level" mode="svg">
    <path class="grid" d="M{@x1} {@y}L{@x2} {@y}" stroke="#d5dae1" stroke-width="1" fill="none"/>
    <text x="{@x1 - 6}" y="{@y + 4}" text-anchor="end"><xsl:value-of select="ilo:number(@value)"/></text>
  </xsl:template>

  <xsl:template match="p:time" mode="svg">
    <path class="grid" d="M{@x} {@y}L{@x} {@y + 4}" stroke="#8b95a3" stroke-width="1" fill="none"/>
    <text x="{@x}" y="{@y + 16}" text-anchor="middle"><xsl:value-of select="ilo:period(@period, @form)"/></text>
  </xsl:template>

  <xsl:template match="p:gap" mode="svg">
    <path class="gap" d="{@d}" stroke="#aab2bd" stroke-width="1" fill="none"/>
  </xsl:template>
  <xsl:template match="p:band" mode="svg">
    <path class="band" d="{@d}" fill="#c3d3ea"/>
  </xsl:template>
  <xsl:template match="p:line" mode="svg">
    <path class="line" d="{@d}" stroke="#004494" stroke-width="1.75" stroke-linejoin="round" fill="none"/>
  </xsl:template>
  <xsl:template match="p:dot" mode="svg">
    <circle class="dot" cx="{@x}" cy="{@y}" r="2.5" fill="#004494"/>
  </xsl:template>

  <xsl:template match="p:label" mode="svg">
    <xsl:variable name="shift">
      <xsl:choose><xsl:when test="@anchor = 'end'">-6</xsl:when><xsl:otherwise>6</xsl:otherwise></xsl:choose>
    </xsl:variable>
    <circle class="dot" cx="{@x}" cy="{@y}" r="3" fill="#004494"/>
    <text class="strong" x="{@x + $shift}" y="{@over - 5}" text-anchor="{@anchor}" fill="#1b222c">
      <xsl:value-of select="ilo:number(@value)"/>
      <xsl:text>, </xsl:text>
      <xsl:value-of select="ilo:period(@period, 'short')"/>
    </text>
  </xsl:template>

  <!-- ===== Rows ===== -->

  <xsl:template match="p:value" mode="svg">
    <path class="grid" d="M{@x} {@y1}L{@x} {@y2}" stroke="#d5dae1" stroke-width="1" fill="none"/>
    <text x="{@x}" y="14" text-anchor="middle">
      <xsl:if test="../@size = 'narrow' and position() = 1"><xsl:attribute name="text-anchor">start</xsl:attribute></xsl:if>
      <xsl:if test="../@size = 'narrow' and not(following-sibling::*[1][self::p:value])"><xsl:attribute name="text-anchor">end</xsl:attribute></xsl:if>
      <xsl:choose>
        <xsl:when test="../@one">
          <xsl:choose>
            <xsl:when test="@value &lt; 0.2"><xsl:value-of select="ilo:text('ratio', ilo:number(@value, 3))"/></xsl:when>
            <xsl:when test="@value &lt; 0.4"><xsl:value-of select="ilo:text('ratio', ilo:number(@value, 2))"/></xsl:when>
            <xsl:when test="@value &lt; 1"><xsl:value-of select="ilo:text('ratio', ilo:number(@value, 1))"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="ilo:text('ratio', ilo:number(@value))"/></xsl:otherwise>
          </xsl:choose>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="ilo:number(@value)"/></xsl:otherwise>
      </xsl:choose>
    </text>
    <xsl:if test="../@one and @value = 1">
      <path class="one" d="M{@x} {@y1}L{@x} {@y2}" stroke="#4a5462" stroke-width="1.5" fill="none"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="p:row" mode="svg">
    <text class="name" x="{@label-x}" y="{@label-y}" font-size="12" fill="#1b222c">
      <xsl:if test="../@size = 'wide'"><xsl:attribute name="text-anchor">end</xsl:attribute></xsl:if>
      <xsl:value-of select="@label"/>
    </text>
    <text class="strong" x="{@text-x}" y="{@label-y}" text-anchor="end" fill="#1b222c"><xsl:value-of select="@text"/></text>
    <xsl:if test="@base and @at">
      <path class="link" d="M{@base} {@y}L{@at} {@y}" stroke="#aab2bd" stroke-width="1.5" fill="none"/>
    </xsl:if>
    <xsl:if test="@base">
      <circle class="base" cx="{@base}" cy="{@y}" r="4.5" fill="#ffffff" stroke="#b35900" stroke-width="2"/>
    </xsl:if>
    <xsl:if test="@from">
      <path class="line" d="M{@from} {@y}L{@to} {@y}" stroke="#004494" stroke-width="1.5" fill="none"/>
      <xsl:choose>
        <xsl:when test="@beyond"><path class="line" d="M{@to - 5} {@y - 4}L{@to} {@y}L{@to - 5} {@y + 4}" stroke="#004494" stroke-width="1.5" fill="none"/></xsl:when>
        <xsl:otherwise><path class="line" d="M{@from} {@y - 4}L{@from} {@y + 4}M{@to} {@y - 4}L{@to} {@y + 4}" stroke="#004494" stroke-width="1.5" fill="none"/></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:if test="@at"><circle class="dot" cx="{@at}" cy="{@y}" r="4.5" fill="#004494"/></xsl:if>
  </xsl:template>
</xsl:stylesheet>
